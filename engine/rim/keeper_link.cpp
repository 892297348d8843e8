#include "rim/keeper_link.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "uv/local_socket.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr Duration answer_limit = 5s;  // of a keeper that is asked what it holds
constexpr const char* lost_text =
    "the keeper ended while this ran: whether it still runs is not known";

tl::unexpected<Error> cannot_launch(const std::filesystem::path& program, const char* why) {
  return fail(ErrorKind::unavailable, std::string("the keeper cannot be started: ") + why,
              program.string(), "it belongs beside golive: build or install it again");
}

}  // namespace

// One process as the engine sees it.
class KeeperLink::Kept final : public Errand {
 public:
  Kept(KeeperLink& link, std::string id, ErrandDone done)
      : link_(link), id_(std::move(id)), done_(std::move(done)) {
    link_.waiting_[id_] = this;
  }
  // The same process may have been asked for again by then.
  ~Kept() override {
    const auto found = link_.waiting_.find(id_);
    if (found != link_.waiting_.end() && found->second == this) link_.waiting_.erase(found);
  }
  void end() override { link_.send(order::End{id_}); }

  void finish(const std::string& outcome) {
    const auto done = std::move(done_);
    done(nlohmann::json::parse(outcome, nullptr, false));
  }
  // In a later turn of the loop: whoever asks does not expect it at once.
  void finish_soon(std::string outcome) {
    outcome_ = std::move(outcome);
    soon_ = open_handle(uv_timer_init, link_.loop_, this);
    start_timer<Kept, &Kept::on_soon>(*soon_, 0ms);
  }

 private:
  void on_soon() { finish(outcome_); }

  KeeperLink& link_;
  std::string id_;
  ErrandDone done_;
  std::string outcome_;
  LoopHandle<uv_timer_t> soon_;
};

KeeperLink::KeeperLink(uv_loop_t& loop, Place place, std::uint64_t epoch)
    : loop_(loop), place_(std::move(place)), epoch_(epoch) {}

KeeperLink::~KeeperLink() { send(order::Leave{}); }

std::filesystem::path KeeperLink::socket() const { return place_.folder / "keeper.sock"; }

Result<void> KeeperLink::find() {
  auto connected = connect_to(socket(), false);
  if (!connected && connected.error().kind == ErrorKind::not_found) return {};
  if (!connected) return no_answer();
  // One that no engine has spoken to yet was begun by one that died: it vouches from the next on.
  speak(std::move(*connected), epoch_ + 1);
  bool is_late = false;
  const auto limit = open_handle(uv_timer_init, loop_, static_cast<void*>(&is_late));
  uv_timer_start(
      limit.get(), [](uv_timer_t* timer) { owner_of<bool>(timer) = true; },
      static_cast<std::uint64_t>(answer_limit.count()), 0);
  while (keeper_ && !since_ && !is_late) uv_run(&loop_, UV_RUN_ONCE);
  if (version_ != protocol_version)
    return fail(ErrorKind::conflict, "the keeper of this data directory is of another version",
                socket().string(), way_out());
  if (!is_late) return {};
  keeper_.reset();
  return no_answer();
}

std::string KeeperLink::way_out() const {
  return "end the process golive-keeper " + place_.folder.string() +
         "; what it holds will be in doubt, and asked of its owners";
}

tl::unexpected<Error> KeeperLink::no_answer() const {
  return fail(ErrorKind::unavailable, "the keeper of this data directory does not answer",
              socket().string(), way_out());
}

Fate KeeperLink::fate(const std::string& id) {
  if (const auto found = earlier_.find(id); found != earlier_.end()) {
    found->second.claimed = true;
    return Fate::under_way;
  }
  if (since_ && *since_ < epoch_) return Fate::not_begun;
  // Told at once: this engine may die before it has put the doubt on disk.
  if (!has_gap_) send(order::Gap{epoch_ + 1});
  has_gap_ = true;
  return Fate::unknown;
}

std::vector<std::string> KeeperLink::unclaimed() const {
  std::vector<std::string> ids;
  for (const auto& [id, earlier] : earlier_)
    if (!earlier.claimed) ids.push_back(id);
  return ids;
}

StartedErrand KeeperLink::start(const ProcessRequest& request, bool kept,
                                const std::vector<std::string>& hidden, ErrandDone done) {
  const auto message = to_message(order::Start{request, kept, hidden});
  if (message.size() > limits::keeper_message_bytes)
    return fail(ErrorKind::too_large, "cannot start: what the process is given is too large");
  if (!keeper_)
    if (auto launched = launch(); !launched) return tl::unexpected(launched.error());
  keeper_->send(message);
  return std::make_unique<Kept>(*this, request.id, std::move(done));
}

std::unique_ptr<Errand> KeeperLink::attach(const std::string& id, ErrandDone done) {
  auto taken_up = std::make_unique<Kept>(*this, id, std::move(done));
  const auto earlier = earlier_.extract(id);
  if (earlier && earlier.mapped().outcome) taken_up->finish_soon(*earlier.mapped().outcome);
  return taken_up;
}

void KeeperLink::forget(const std::string& id) { send(order::Forget{id}); }

std::pair<std::string, std::string> KeeperLink::mark() const {
  return {"GOLIVE_KEEPER", place_.folder.string()};
}

std::string KeeperLink::unique_id(const char* kind) {
  return std::string(kind) + "/" + std::to_string(epoch_) + "/" + std::to_string(++last_);
}

// The socket is bound here and inherited, so that it can be called at once. The program goes its
// own way by a fork: nobody has to reap it.
Result<void> KeeperLink::launch() {
  auto bound = bind_private(socket());
  if (!bound) return tl::unexpected(bound.error());
  if (::listen(bound->get(), 1) != 0) return cannot_launch(socket(), "its socket does not listen");
  std::string name = "golive-keeper", folder = place_.folder.string();
  char* argv[] = {name.data(), folder.data(), nullptr};
  char* nothing[] = {nullptr};
  const auto log = (place_.folder / "engine.log").string();
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&files, bound->get(), 3);
  pid_t process = 0;
  const int code = ::posix_spawn(&process, place_.program.c_str(), &files, nullptr, argv, nothing);
  posix_spawn_file_actions_destroy(&files);
  if (code != 0) return cannot_launch(place_.program, uv_strerror(-code));
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return cannot_launch(place_.program, "it ended at once");
  bound = FileHandle();  // it would call itself
  auto connected = connect_to(socket(), false);
  if (!connected) return cannot_launch(place_.program, "it ended at once");
  speak(std::move(*connected), has_gap_ ? epoch_ + 1 : epoch_);
  return {};
}

void KeeperLink::speak(FileHandle socket, std::uint64_t since) {
  auto pipe = open_handle(uv_pipe_init, loop_, static_cast<void*>(nullptr), 0);
  uv_pipe_open(pipe.get(), socket.release());
  keeper_ = std::make_unique<FrameStream>(
      std::move(pipe), limits::keeper_message_bytes,
      [this](std::string_view message) { hear(message); }, [this] { on_end(); });
  send(order::Hello{since, epoch_});
}

void KeeperLink::send(const Order& order) {
  if (keeper_) keeper_->send(to_message(order));
}

void KeeperLink::hear(std::string_view message) {
  auto report = read_report(message);
  if (!report) return on_end();
  if (const auto* holds = std::get_if<report::Holds>(&*report)) {
    version_ = holds->version;
    since_ = holds->since;
    for (const auto& id : holds->ids) earlier_.try_emplace(id);
    return;
  }
  auto& ended = std::get<report::Ended>(*report);
  if (const auto found = waiting_.find(ended.id); found != waiting_.end())
    found->second->finish(ended.outcome);
  else if (const auto earlier = earlier_.find(ended.id); earlier != earlier_.end())
    earlier->second.outcome = std::move(ended.outcome);
}

void KeeperLink::on_end() {
  keeper_.reset();
  has_gap_ = true;
  since_.reset();
  const auto lost = nlohmann::json{{"lost", lost_text}}.dump();
  // Soon, not now: whoever is told may start another process, which is not lost.
  for (const auto& [id, kept] : waiting_) kept->finish_soon(lost);
  waiting_.clear();
  std::erase_if(earlier_, [](const auto& each) { return !each.second.claimed; });
  for (auto& [id, earlier] : earlier_)
    if (!earlier.outcome) earlier.outcome = lost;
}

}  // namespace golive
