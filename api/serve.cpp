#include "api/serve.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <memory>
#include <utility>

#include "api/door_watch.h"
#include "api/handed_templates.h"
#include "api/head_signing.h"
#include "api/past_check.h"
#include "api/socket/dispatcher.h"
#include "api/socket/server.h"
#include "api/template_folder.h"
#include "api/turn_loop.h"
#include "api/wire.h"
#include "rim/durable_file.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr Duration look_every = 200ms;
// A client that started this engine is given so long to connect, and one that left to come back.
constexpr Duration idle_patience = 3s;

// What the engine starts, and what runbooks start, has no hand on its log.
spdlog::file_event_handlers kept_from_children() {
  spdlog::file_event_handlers handlers;
  handlers.after_open = [](const spdlog::filename_t&, std::FILE* file) {
    fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
  };
  return handlers;
}

uid_t owner_of_folder(const std::filesystem::path& folder) {
  struct stat status {};
  return stat(folder.c_str(), &status) == 0 ? status.st_uid : 0;
}

std::filesystem::path door_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "golive-door";
}

// Everything that lives on the loop beside the engine's own parts.
class Host {
 public:
  // `templates`: the door's, in a file; none: -1.
  Host(uv_loop_t& loop, Wire& wire, const DataDir& dir, const ServeOptions& options, int templates,
       spdlog::logger& log)
      : loop_(loop),
        wire_(wire),
        engine_(wire.engine()),
        log_(log),
        exit_when_idle_(options.exit_when_idle),
        turns_(loop, engine_, wire.clock()),
        dispatcher_(loop, engine_, wire.store(), wire.world(), owner_of_folder(dir.path()),
                    wire.append_times(),
                    EvidenceIntake(loop, engine_, wire.evidence(), wire.world(), wire.clock()),
                    [this] { return door_ ? door_->restarts() : 0; }),
        server_(loop, [this](const Peer& peer, const std::string& line,
                             const AnswerLine& answer) { dispatcher_.handle(peer, line, answer); }),
        past_check_(loop, engine_, dir.database()),
        look_(open_handle(uv_timer_init, loop, this)) {
    stop_on(terminated_, SIGTERM);
    stop_on(interrupted_, SIGINT);
    uv_timer_start(
        look_.get(), [](uv_timer_t* timer) { owner_of<Host>(timer).look(); }, look_every.count(),
        look_every.count());
    // The door may read them, if they are there when it begins.
    for (const auto& folder : {dir.output(), dir.evidence()}) make_folder(folder);
    if (options.listen)
      door_ = std::make_unique<DoorWatch>(
          loop, DoorWatch::Door{door_program(), dir.path(), *options.listen, templates}, log);
  }

  Result<void> run(const DataDir& dir) {
    if (auto listening = server_.listen(dir.socket()); !listening) return listening;
    log_.info("the engine holds {} with {} runs", dir.path().string(), engine_.runs().size());
    uv_run(&loop_, UV_RUN_DEFAULT);
    // What the thread pool still loads comes back to this object.
    while (dispatcher_.loading() > 0) uv_run(&loop_, UV_RUN_ONCE);
    log_.info("the engine stops; its runs are on disk");
    if (engine_.storage_error()) return tl::unexpected<Error>(*engine_.storage_error());
    return {};
  }

 private:
  void stop_on(LoopHandle<uv_signal_t>& handle, int signal) {
    handle = open_handle(uv_signal_init, loop_, this);
    uv_signal_start(
        handle.get(), [](uv_signal_t* received, int) { uv_stop(owner_of<Host>(received).loop()); },
        signal);
  }
  uv_loop_t* loop() { return &loop_; }

  // Now and then: has the disk said no; is there still anything to do.
  void look() {
    if (engine_.storage_error() && !told_) {
      told_ = true;
      const auto line = to_line(*engine_.storage_error());
      log_.critical("the engine has stopped acting: {}", line);
      fmt::print(stderr, "golive: the engine has stopped acting: {}\n", line);
    }
    if (!is_idle()) idle_since_ms_ = uv_now(&loop_);
    const auto idle = Duration(static_cast<std::int64_t>(uv_now(&loop_) - idle_since_ms_));
    if (exit_when_idle_ && idle > idle_patience) uv_stop(&loop_);
  }

  [[nodiscard]] bool is_idle() const {
    if (server_.connections() > 0 || dispatcher_.loading() > 0 || engine_.pending()) return false;
    if (wire_.busy()) return false;  // what was cancelled may still have to be killed
    if (engine_.sends_notices())
      return false;  // what waits for its next attempt is the next engine's
    return engine_.storage_error() || (engine_.all_over() && !past_check_.under_way());
  }

  uv_loop_t& loop_;
  Wire& wire_;
  Engine& engine_;
  spdlog::logger& log_;
  bool exit_when_idle_;
  bool told_ = false;
  std::uint64_t idle_since_ms_ = uv_now(&loop_);
  TurnLoop turns_;
  std::unique_ptr<DoorWatch> door_;
  Dispatcher dispatcher_;
  SocketServer server_;
  PastCheck past_check_;
  LoopHandle<uv_timer_t> look_;
  LoopHandle<uv_signal_t> terminated_, interrupted_;
};

void tell(const Error& error, spdlog::logger& log) {
  log.warn("{}", to_line(error));
  fmt::print(stderr, "golive: {}\n", to_line(error));
}

// What is broken in them stops no release: it is said, and the built-in ones stand in.
Templates templates_of(const ServeOptions& options, spdlog::logger& log) {
  if (options.templates.empty()) return {};
  auto usable = read_usable_templates(options.templates);
  for (auto& error : usable.left_out) {
    error.what += "; the built-in one is used";
    tell(error, log);
  }
  log.info("{} templates of one's own, from {}", usable.templates.own().size(), options.templates);
  return std::move(usable.templates);
}

// A file of the process, closed with its owner; -1: none.
class HandedFile {
 public:
  explicit HandedFile(int file) : file_(file) {}
  HandedFile(HandedFile&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  HandedFile& operator=(HandedFile&&) = delete;
  ~HandedFile() {
    if (file_ >= 0) close(file_);
  }
  [[nodiscard]] int get() const { return file_; }

 private:
  int file_;
};

// Engine and door have the same templates: where they cannot be handed over, the built-in ones.
HandedFile handed_to_door(Templates& templates, spdlog::logger& log) {
  if (templates.own().empty()) return HandedFile(-1);
  auto handed = hand_over(templates);
  if (handed) return HandedFile(*handed);
  handed.error().what += "; the built-in ones are used";
  tell(handed.error(), log);
  templates = {};
  return HandedFile(-1);
}

Result<void> serve_on(uv_loop_t& loop, const DataDir& dir, const ServeOptions& options,
                      spdlog::logger& log) {
  const bool by_itself = options.front.empty() && options.listen;
  auto templates = templates_of(options, log);
  const auto handed = handed_to_door(templates, log);
  auto wire = Wire::connect(
      dir, loop, by_itself ? "http://" + to_text(*options.listen) : options.front, templates);
  if (!wire) return tl::unexpected<Error>(wire.error());
  if (options.listen)
    if (auto is_free = await_free(*options.listen); !is_free) return is_free;
  const auto signer = sign_heads((*wire)->engine(), dir, options.audit_key, log);
  if (!signer) return tl::unexpected<Error>(signer.error());
  if (options.listen)
    fmt::print("golive serves {}; REST on http://{}/api/v1\n", dir.path().string(),
               to_text(*options.listen));
  else
    fmt::print("golive serves {}\n", dir.path().string());
  std::fflush(stdout);
  return Host(loop, **wire, dir, options, handed.get(), log).run(dir);
}

}  // namespace

Result<void> serve(const ServeOptions& options) {
  const auto dir = DataDir::create(options.data);
  if (!dir) return tl::unexpected<Error>(dir.error());
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGHUP, SIG_IGN);  // a terminal that closes
  try {
    const auto sink = std::make_shared<spdlog::sinks::basic_file_sink_st>(
        (dir->path() / "engine.log").string(), false, kept_from_children());
    spdlog::logger log("engine", sink);
    log.flush_on(spdlog::level::info);
    uv_loop_t loop;
    uv_loop_init(&loop);
    auto served = serve_on(loop, *dir, options, log);
    uv_run(&loop, UV_RUN_DEFAULT);  // the handles close
    uv_loop_close(&loop);
    return served;
  } catch (const spdlog::spdlog_ex& error) {
    return fail(ErrorKind::storage, std::string("the log cannot be written: ") + error.what(),
                (dir->path() / "engine.log").string(), "check the directory's rights and space");
  }
}

}  // namespace golive
