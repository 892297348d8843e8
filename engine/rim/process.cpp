#include "rim/process.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <signal.h>
#include <sys/stat.h>

#include <climits>
#include <nlohmann/json.hpp>

#include "rim/environment.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr Duration grace = 5s;           // from SIGTERM to SIGKILL
constexpr Duration group_look = 20ms;    // how often an ending group is looked at
constexpr Duration reap_limit = 500ms;   // for a killed group, which may wait for a slow init
constexpr Duration drain_limit = 500ms;  // for output, once the process itself has ended

Error cannot_start(const std::string& what, const std::string& why) {
  return {ErrorKind::not_found, "cannot start: " + what + ": " + why};
}

// Real pipes, not libuv's socket pairs: a program may open /dev/stdout, which a socket does not
// allow.
struct Pipe {
  FileHandle reading, writing;
  bool open() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return false;
    reading = FileHandle(ends[0]);
    writing = FileHandle(ends[1]);
    return true;
  }
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

uv_stdio_container_t inherited(const FileHandle& file) {
  uv_stdio_container_t container{};
  container.flags = file ? UV_INHERIT_FD : UV_IGNORE;  // UV_IGNORE is /dev/null
  container.data.fd = file.get();
  return container;
}

}  // namespace

struct Process::Pipes {
  Pipe in, out, err;
};

StartedErrand Process::start(uv_loop_t& loop, const ProcessRequest& request,
                             const Redactor& redactor, ErrandDone done) {
  if (request.argv.empty() || request.argv[0].empty())
    return tl::unexpected(cannot_start("the command", "it is empty"));
  // The child's chdir would fail with the same code as a missing program.
  struct stat found {};
  if (::stat(request.folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    return tl::unexpected(cannot_start(request.folder, "no such folder"));
  Pipes pipes;
  if (!pipes.out.open() || !pipes.err.open() || (request.input && !pipes.in.open()))
    return tl::unexpected(cannot_start(request.argv[0], "no more files can be opened"));
  std::unique_ptr<Process> process(new Process(loop, request, redactor, std::move(done)));
  if (const int code = process->spawn(request, pipes); code != 0)
    return tl::unexpected(cannot_start(request.argv[0], uv_strerror(code)));
  process->run(request, std::move(pipes));
  return process;
}

Process::Process(uv_loop_t& loop, const ProcessRequest& request, const Redactor& redactor,
                 ErrandDone done)
    : loop_(loop),
      done_(std::move(done)),
      out_(loop, redactor, request.output.empty() ? "" : request.output.native() + ".out",
           [this] { on_stream_end(); }),
      err_(loop, redactor, request.output.empty() ? "" : request.output.native() + ".err",
           [this] { on_stream_end(); }),
      timer_(open_handle(uv_timer_init, loop, this)) {}

int Process::spawn(const ProcessRequest& request, Pipes& pipes) {
  auto arguments = request.argv;
  auto variables = process_environment(request.added);
  auto argument_pointers = pointers(arguments), variable_pointers = pointers(variables);
  uv_stdio_container_t stdio[] = {inherited(pipes.in.reading), inherited(pipes.out.writing),
                                  inherited(pipes.err.writing)};
  uv_process_options_t options{};
  options.file = arguments[0].c_str();
  options.args = argument_pointers.data();
  options.env = variable_pointers.data();
  options.cwd = request.folder.c_str();
  options.flags = UV_PROCESS_DETACHED;  // setsid: the group has the process's number
  options.stdio = stdio;
  options.stdio_count = 3;
  options.exit_cb = [](uv_process_t* ended, std::int64_t code, int signal) {
    owner_of<Process>(ended).on_exit(code, signal);
  };
  // Libraries open files without O_CLOEXEC; none of them is any business of the process.
  ::close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC);
  process_.reset(new uv_process_t{});
  const int code = uv_spawn(&loop_, process_.get(), &options);
  process_->data = this;
  return code;
}

void Process::run(const ProcessRequest& request, Pipes pipes) {
  uv_update_time(&loop_);
  started_at_ = loop_time(loop_);
  if (request.input) input_.emplace(loop_, std::move(pipes.in.writing), *request.input);
  out_.read_from(std::move(pipes.out.reading));
  err_.read_from(std::move(pipes.err.reading));
  start_timer<Process, &Process::on_timer>(*timer_, request.timeout);
}

void Process::end() {
  if (stage_ != Stage::running) return;
  stage_ = Stage::ending;
  patient_until_ = loop_time(loop_) + grace;
  signal_group(SIGTERM);
  start_timer<Process, &Process::on_timer>(*timer_, group_look, group_look);
}

void Process::on_exit(std::int64_t code, int signal) {
  code_ = code;
  signal_ = signal;
  if (stage_ == Stage::running)
    drain();
  else
    await_group();
}

void Process::on_timer() {
  switch (stage_) {
    case Stage::running:
      timed_out_ = true;
      return end();
    case Stage::ending:
      return await_group();
    case Stage::draining:
      return finish();
  }
}

// The leader may be gone at once, and a child of it still be undoing its work.
void Process::await_group() {
  if (exited() && !group_lives()) return drain();
  if (loop_time(loop_) < patient_until_) return;
  if (!killed_) {
    killed_ = true;
    patient_until_ = loop_time(loop_) + reap_limit;
    signal_group(SIGKILL);
  } else if (exited()) {
    drain();
  }
}

// A process in the background may hold the pipes open for ever.
void Process::drain() {
  stage_ = Stage::draining;
  start_timer<Process, &Process::on_timer>(*timer_, drain_limit);
  on_stream_end();
}

void Process::on_stream_end() {
  if (stage_ == Stage::draining && out_.ended() && err_.ended()) finish();
}

void Process::finish() {
  timer_.reset();
  out_.close();
  err_.close();
  const auto out = out_.excerpt().taken(), err = err_.excerpt().taken();
  nlohmann::json outcome{{"out", out.text},
                         {"err", err.text},
                         {"truncated", out.truncated || err.truncated},
                         {"ms", (loop_time(loop_) - started_at_).count()}};
  if (timed_out_)
    outcome["timeout"] = true;
  else if (signal_ != 0)
    outcome["signal"] = signal_;
  else
    outcome["code"] = *code_;
  const auto done = std::move(done_);
  done(outcome);
}

bool Process::group_lives() const { return ::kill(-process_->pid, 0) == 0; }

void Process::signal_group(int signal) const { ::kill(-process_->pid, signal); }

}  // namespace golive
