#include "keeper/process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "keeper/process_tree.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr Duration tree_look = 20ms;  // how often an ending tree is looked at
constexpr rlim_t spare_files = 64;
constexpr Duration drain_limit = 500ms;  // for output, once the process itself has ended

tl::unexpected<Error> cannot_start(const std::string& what, const std::string& why) {
  return fail(ErrorKind::not_found, "cannot start: " + what + ": " + why);
}

// The last ones are for what the keeper needs at any time: outputs, /proc, the next engine.
bool has_files_left(int newest) {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 &&
         static_cast<rlim_t>(newest) + spare_files < limit.rlim_cur;
}

std::vector<std::string> variables_of(const ProcessRequest& request) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : request.variables) lines.push_back(name + "=" + value);
  lines.push_back(std::string(process_variable) + "=" + request.id);
  return lines;
}

}  // namespace

struct Process::Pipes {
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
  Pipe in, out, err;
};

StartedErrand Process::start(uv_loop_t& loop, Children& children, const ProcessRequest& request,
                             const Redactor& redactor, ErrandDone done) {
  if (request.argv.empty() || request.argv[0].empty())
    return cannot_start("the command", "it is empty");
  // The child's chdir would fail with the same code as a missing program.
  struct stat found {};
  if (::stat(request.folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    return cannot_start(request.folder, "no such folder");
  Pipes pipes;
  if (!pipes.out.open() || !pipes.err.open() || (request.input && !pipes.in.open()) ||
      !has_files_left(pipes.err.writing.get()))
    return cannot_start(request.argv[0], "no more files can be opened");
  std::unique_ptr<Process> process(new Process(loop, children, request, redactor, std::move(done)));
  if (auto spawned = process->spawn(request, pipes); !spawned)
    return tl::unexpected(spawned.error());
  process->run(request, std::move(pipes));
  return process;
}

Process::Process(uv_loop_t& loop, Children& children, const ProcessRequest& request,
                 const Redactor& redactor, ErrandDone done)
    : loop_(loop),
      children_(children),
      id_(request.id),
      done_(std::move(done)),
      out_(loop, redactor, request.output.empty() ? "" : request.output.native() + ".out",
           [this] { on_stream_end(); }),
      err_(loop, redactor, request.output.empty() ? "" : request.output.native() + ".err",
           [this] { on_stream_end(); }),
      timer_(open_handle(uv_timer_init, loop, this)) {}

// A number that has been reaped may be another child's by now.
Process::~Process() {
  if (!exit_) children_.forget(pid_);
}

Result<void> Process::spawn(const ProcessRequest& request, Pipes& pipes) {
  auto child =
      children_.spawn({request.argv, variables_of(request), request.folder, pipes.in.reading.get(),
                       pipes.out.writing.get(), pipes.err.writing.get()},
                      [this](Exit exit) { on_exit(exit); });
  if (!child) return tl::unexpected(child.error());
  pid_ = *child;
  return {};
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
  patient_until_ = loop_time(loop_) + process_grace;
  signal_tree(SIGTERM);
  start_timer<Process, &Process::on_timer>(*timer_, tree_look, tree_look);
}

void Process::on_exit(Exit exit) {
  exit_ = exit;
  if (stage_ == Stage::running)
    drain();
  else
    await_tree();
}

void Process::on_timer() {
  switch (stage_) {
    case Stage::running:
      timed_out_ = true;
      return end();
    case Stage::ending:
      return await_tree();
    case Stage::draining:
      return finish();
  }
}

// The leader may be gone at once, and a child of it still be undoing its work. Whoever is found
// when patience is over is killed, as often as new ones are found.
void Process::await_tree() {
  const bool patient = loop_time(loop_) < patient_until_;
  const bool anybody = signal_tree(patient ? 0 : SIGKILL);
  if (exit_ && !anybody) drain();
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
  for (const auto& [name, stream] : {std::pair{"out", &out_}, std::pair{"err", &err_}})
    if (auto hash = stream->sha256(); !hash.empty()) outcome["sha256"][name] = std::move(hash);
  if (timed_out_)
    outcome["timeout"] = true;
  else if (exit_->signal != 0)
    outcome["signal"] = exit_->signal;
  else
    outcome["code"] = exit_->code;
  const auto done = std::move(done_);
  done(outcome);
}

// While it has not been reaped its number is its own, and its group can be signalled at once, also
// where /proc cannot be read, or shows a main thread that has ended as the end of all.
bool Process::signal_tree(int signal) const {
  if (!exit_) ::kill(-pid_, signal);
  const auto tree = process_tree(pid_, id_);
  if (!tree) return true;
  for (const pid_t process : *tree)
    if (exit_ || ::getpgid(process) != pid_) ::kill(process, signal);
  return !exit_ || !tree->empty();
}

}  // namespace golive
