#include "api/door_watch.h"

#include <spdlog/spdlog.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr Duration ask_every = 500ms;
constexpr Duration patience = 1s;        // with a door that has answered before
constexpr Duration start_patience = 5s;  // with one that has just been started
constexpr Duration retry_start = 50ms;   // while it does not listen yet
constexpr Duration longest_delay = 5s;   // between restarts of a door that dies at once

// What a program needs to run at all, and be looked at by sanitizers and a play's clock. The
// engine's own environment holds the secrets of plans, and is none of the door's business.
std::vector<std::string> door_environment() {
  constexpr std::array<std::string_view, 5> whole{"PATH", "LANG", "TZ", "LD_PRELOAD",
                                                  "LD_LIBRARY_PATH"};
  constexpr std::array<std::string_view, 8> begins{"LC_",    "ASAN_",    "LSAN_",    "TSAN_",
                                                   "UBSAN_", "FAKETIME", "NO_FAKE_", "GCOV_"};
  std::vector<std::string> kept;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const auto name = variable.substr(0, variable.find('='));
    if (std::find(whole.begin(), whole.end(), name) != whole.end() ||
        std::any_of(begins.begin(), begins.end(),
                    [&](std::string_view prefix) { return name.starts_with(prefix); }))
      kept.emplace_back(variable);
  }
  return kept;
}

}  // namespace

// One question to /health/live.
class DoorWatch::Probe {
 public:
  explicit Probe(DoorWatch& watch)
      : watch_(watch), tcp_(open_handle(uv_tcp_init, watch.loop_, this)) {
    const auto address = socket_address(watch.door_.listen);
    auto request = std::make_unique<uv_connect_t>();
    // By handle, not by request: a closed probe is gone when its request ends.
    const auto on_connect = [](uv_connect_t* connect, int status) {
      const std::unique_ptr<uv_connect_t> done(connect);
      if (status == UV_ECANCELED) return;
      auto& probe = owner_of<Probe>(connect->handle);
      if (status == 0)
        probe.send();
      else
        probe.watch_.unreachable();
    };
    if (uv_tcp_connect(request.get(), tcp_.get(), reinterpret_cast<const sockaddr*>(&address),
                       on_connect) == 0)
      (void)request.release();  // the loop has it now
  }

 private:
  void send() {
    std::string question = "GET /health/live HTTP/1.1\r\nHost: golive\r\nConnection: close\r\n\r\n";
    const auto buffer = uv_buf_init(question.data(), static_cast<unsigned>(question.size()));
    auto* stream = reinterpret_cast<uv_stream_t*>(tcp_.get());
    if (uv_try_write(stream, &buffer, 1) != static_cast<int>(question.size()))
      return watch_.unreachable();
    const auto on_allocate = [](uv_handle_t* handle, std::size_t, uv_buf_t* space) {
      auto& chunk = owner_of<Probe>(handle).chunk_;
      *space = uv_buf_init(chunk.data(), static_cast<unsigned>(chunk.size()));
    };
    uv_read_start(stream, on_allocate, [](uv_stream_t* from, ssize_t count, const uv_buf_t* got) {
      auto& probe = owner_of<Probe>(from);
      if (count < 0) return probe.watch_.unreachable();
      probe.answer_.append(got->base, static_cast<std::size_t>(count));
      if (probe.answer_.starts_with("HTTP/1.1 200")) probe.watch_.answered();
    });
  }

  DoorWatch& watch_;
  LoopHandle<uv_tcp_t> tcp_;
  std::array<char, 1024> chunk_{};
  std::string answer_;
};

DoorWatch::DoorWatch(uv_loop_t& loop, Door door, spdlog::logger& log)
    : loop_(loop),
      door_(std::move(door)),
      log_(log),
      timer_(open_handle(uv_timer_init, loop, this)) {
  start();
}

DoorWatch::~DoorWatch() {
  if (process_) uv_process_kill(process_.get(), SIGTERM);
}

void DoorWatch::start() {
  const auto listen = to_text(door_.listen);
  const auto parent = std::to_string(getpid());
  std::vector<std::string> arguments{door_.program.string(),
                                     "--data",
                                     door_.data.string(),
                                     "--listen",
                                     listen,
                                     "--parent",
                                     parent};
  const bool has_templates = door_.templates >= 0;
  if (has_templates) arguments.emplace_back("--templates-on-input");
  std::vector<char*> argv(arguments.size() + 1, nullptr);
  std::transform(arguments.begin(), arguments.end(), argv.begin(),
                 [](std::string& text) { return text.data(); });
  std::array<uv_stdio_container_t, 3> stdio{};
  for (int i = 0; i < 3; ++i) {
    stdio[static_cast<std::size_t>(i)].flags = i == 0 ? UV_IGNORE : UV_INHERIT_FD;
    stdio[static_cast<std::size_t>(i)].data.fd = i;
  }
  if (has_templates) {
    stdio[0].flags = UV_INHERIT_FD;
    stdio[0].data.fd = door_.templates;
  }
  auto variables = door_environment();
  std::vector<char*> environment(variables.size() + 1, nullptr);
  std::transform(variables.begin(), variables.end(), environment.begin(),
                 [](std::string& text) { return text.data(); });
  uv_process_options_t options{};
  options.env = environment.data();
  options.file = argv[0];
  options.args = argv.data();
  options.stdio = stdio.data();
  options.stdio_count = static_cast<int>(stdio.size());
  options.exit_cb = [](uv_process_t* process, std::int64_t status, int signal) {
    owner_of<DoorWatch>(process).ended(status, signal);
  };
  // uv_spawn initialises the handle also when it fails.
  process_ = LoopHandle<uv_process_t>(new uv_process_t{});
  process_->data = this;
  has_answered_ = false;
  seen_ms_ = uv_now(&loop_);
  const int spawned = uv_spawn(&loop_, process_.get(), &options);
  if (spawned != 0) {
    log_.error("the door {} cannot be started: {}", door_.program.string(), uv_strerror(spawned));
    return ended(-1, 0);
  }
  log_.info("the door listens on {} as process {}", listen, process_->pid);
  wait(retry_start, &DoorWatch::ask);
}

void DoorWatch::ask() {
  probe_ = std::make_unique<Probe>(*this);
  wait(patience, &DoorWatch::replace);
}

void DoorWatch::answered() {
  probe_.reset();
  has_answered_ = true;
  seen_ms_ = uv_now(&loop_);
  restart_delay_ = Duration(0);
  wait(ask_every, &DoorWatch::ask);
}

void DoorWatch::unreachable() {
  probe_.reset();
  const auto unseen = Duration(static_cast<std::int64_t>(uv_now(&loop_) - seen_ms_));
  if (unseen > (has_answered_ ? ask_every + patience : start_patience)) return replace();
  wait(retry_start, &DoorWatch::ask);
}

void DoorWatch::replace() {
  probe_.reset();
  uv_timer_stop(timer_.get());
  log_.warn("the door is silent: it is ended and replaced");
  if (process_) uv_process_kill(process_.get(), SIGKILL);  // ends a stopped one too
}

void DoorWatch::ended(std::int64_t status, int signal) {
  process_.reset();
  probe_.reset();
  ++restarts_;
  log_.warn("the door has ended (exit status {}, signal {}); restart {}", status, signal,
            restarts_);
  // One that had answered is replaced at once; one that dies at its start must not keep us busy.
  const auto delay = std::max<Duration>(restart_delay_, Duration(1));
  restart_delay_ = std::min<Duration>(std::max<Duration>(restart_delay_ * 2, 100ms), longest_delay);
  wait(delay, &DoorWatch::start);
}

void DoorWatch::wait(Duration time, void (DoorWatch::*then)()) {
  then_ = then;
  uv_timer_start(
      timer_.get(),
      [](uv_timer_t* timer) {
        auto& watch = owner_of<DoorWatch>(timer);
        (watch.*watch.then_)();
      },
      static_cast<std::uint64_t>(time.count()), 0);
}

}  // namespace golive
