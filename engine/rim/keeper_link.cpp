#include "rim/keeper_link.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
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
  auto connected = connect_to(socket());
  if (!connected) return {};
  speak(std::move(*connected), epoch_);
  bool is_late = false;
  const auto limit = open_handle(uv_timer_init, loop_, static_cast<void*>(&is_late));
  uv_timer_start(
      limit.get(), [](uv_timer_t* timer) { owner_of<bool>(timer) = true; },
      static_cast<std::uint64_t>(answer_limit.count()), 0);
  while (keeper_ && !since_ && !is_late) uv_run(&loop_, UV_RUN_ONCE);
  if (!is_late) return {};
  keeper_.reset();
  return fail(ErrorKind::unavailable, "the keeper of this data directory does not answer",
              socket().string(),
              "end the process golive-keeper " + place_.folder.string() +
                  "; what it holds will be in doubt, and asked of its owners");
}

Fate KeeperLink::fate(const std::string& id) {
  if (held_.contains(id)) {
    claimed_.insert(id);
    return Fate::under_way;
  }
  if (since_ && *since_ < epoch_) return Fate::not_begun;
  has_gap_ = true;
  return Fate::unknown;
}

std::vector<std::string> KeeperLink::unclaimed() const {
  std::vector<std::string> ids;
  std::set_difference(held_.begin(), held_.end(), claimed_.begin(), claimed_.end(),
                      std::back_inserter(ids));
  return ids;
}

StartedErrand KeeperLink::start(const ProcessRequest& request, bool kept,
                                const std::vector<std::string>& hidden, ErrandDone done) {
  if (held_.contains(request.id)) return attach(request.id, std::move(done));
  if (!keeper_)
    if (auto launched = launch(); !launched) return tl::unexpected(launched.error());
  send(order::Start{request, kept, hidden});
  return std::make_unique<Kept>(*this, request.id, std::move(done));
}

std::unique_ptr<Errand> KeeperLink::attach(const std::string& id, ErrandDone done) {
  auto taken_up = std::make_unique<Kept>(*this, id, std::move(done));
  held_.erase(id);
  if (auto outcome = outcomes_.extract(id)) taken_up->finish_soon(std::move(outcome.mapped()));
  return taken_up;
}

void KeeperLink::forget(const std::string& id) { send(order::Forget{id}); }

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
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
  auto connected = connect_to(socket());
  if (!connected) return tl::unexpected(connected.error());
  speak(std::move(*connected), has_gap_ ? epoch_ + 1 : epoch_);
  return {};
}

void KeeperLink::speak(FileHandle socket, std::uint64_t since) {
  auto pipe = open_handle(uv_pipe_init, loop_, static_cast<void*>(nullptr), 0);
  uv_pipe_open(pipe.get(), socket.release());
  keeper_ = std::make_unique<FrameStream>(
      std::move(pipe), limits::keeper_message_bytes,
      [this](std::string_view message) { hear(message); }, [this] { on_end(); });
  send(order::Hello{since});
}

void KeeperLink::send(const Order& order) {
  if (keeper_) keeper_->send(to_message(order));
}

void KeeperLink::hear(std::string_view message) {
  auto report = read_report(message);
  if (!report) return on_end();
  if (const auto* holds = std::get_if<report::Holds>(&*report)) {
    since_ = holds->since;
    held_.insert(holds->ids.begin(), holds->ids.end());
    return;
  }
  auto& ended = std::get<report::Ended>(*report);
  if (const auto found = waiting_.find(ended.id); found != waiting_.end())
    found->second->finish(ended.outcome);
  else if (held_.contains(ended.id))
    outcomes_[ended.id] = std::move(ended.outcome);
}

void KeeperLink::on_end() {
  keeper_.reset();
  has_gap_ = true;
  since_.reset();
  held_.clear();
  outcomes_.clear();
  const auto lost = nlohmann::json{{"lost", lost_text}}.dump();
  // One may go with another.
  while (!waiting_.empty()) {
    Kept& kept = *waiting_.begin()->second;
    waiting_.erase(waiting_.begin());
    kept.finish(lost);
  }
}

}  // namespace golive
