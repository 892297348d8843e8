#include "rim/poller.h"

#include <algorithm>

#include "base/chance.h"
#include "base/limits.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

// Of an outcome, what tells one poll from another; not the body.
nlohmann::json summary(const nlohmann::json& outcome, const std::string& why) {
  nlohmann::json last;
  for (const char* field : {"status", "code", "signal", "timeout", "error", "ms"})
    if (outcome.contains(field)) last[field] = outcome[field];
  if (!why.empty() && !outcome.contains("error")) last["why"] = why;
  return last;
}

}  // namespace

Duration until_first_poll(const PollPlan& plan) {
  if (!plan.seed || !plan.during) return 0ms;
  const auto most = std::min({plan.every, *plan.during / 10, limits::watch_spread_max});
  return std::chrono::floor<Duration>(most * Chance(*plan.seed, {}).unit());
}

Duration pause_after(const PollPlan& plan, int polls) {
  // Many that ask more often than that cost half as much when they wake together.
  if (!plan.seed || plan.during || plan.every < limits::poll_every) return plan.every;
  Chance chance(*plan.seed, {static_cast<std::uint64_t>(polls)});
  // So many in a row must still fit in the time there is.
  const auto spare = plan.within - plan.every * (plan.consecutive - 1);
  const auto most = std::min<std::chrono::duration<double, std::milli>>(
      plan.every * limits::poll_spread, std::max(spare, Duration(0)) / (2 * plan.consecutive));
  return plan.every + std::chrono::floor<Duration>(most * chance.unit());
}

void Watched::see(const Sample& sample) {
  ++polls;
  if (!first) first = sample.at;
  failures += sample.seen == Seen::ok || sample.seen == Seen::degraded ? 0 : 1;
  no_data += sample.seen == Seen::no_data ? 1 : 0;
  course.see(sample);
}

Poller::Poller(uv_loop_t& loop, const PollPlan& plan, Probe probe, ErrandDone done)
    : Poller(loop, plan, std::move(probe), std::move(done), {}, Watched(plan), 0ms) {}

Poller::Poller(uv_loop_t& loop, PollPlan plan, Probe probe, ErrandDone done, WatchKeeping keeping,
               Watched watched, Duration elapsed)
    : loop_(loop),
      plan_(std::move(plan)),
      probe_(std::move(probe)),
      done_(std::move(done)),
      next_(open_handle(uv_timer_init, loop, this)),
      time_up_(open_handle(uv_timer_init, loop, this)),
      watched_(std::move(watched)),
      keeping_(std::move(keeping)) {
  uv_update_time(&loop_);
  started_at_ = loop_time(loop_) - elapsed;
  const auto left = std::max(plan_.during.value_or(plan_.within) - elapsed, Duration(0));
  // Once its time is over, a look would be at something else.
  if (left > 0ms || watched_.polls == 0)
    start_timer<Poller, &Poller::poll>(*next_, std::min(until_first_poll(plan_), left));
  start_timer<Poller, &Poller::on_time_up>(*time_up_, left);
}

void Poller::poll() {
  // It had failed, and its engine died before that was on disk: a better look does not undo it.
  if (plan_.during && watched_.course.has_failed()) {
    why_ = "it had failed when its engine ended";
    return finish();
  }
  poll_started_at_ = loop_time(loop_);
  auto started = probe_([this](const nlohmann::json& outcome) { judge(outcome); });
  if (started)
    errand_ = std::move(*started);
  else
    judge({{"error", to_line(started.error())}, {"not_started", true}});
}

void Poller::judge(const nlohmann::json& outcome) {
  const auto answered = std::move(errand_);  // it ends with this
  // When the time is up before an answer, what was wrong before says more than that.
  const auto look = is_cut_off_ ? Look{Seen::failed, "no answer by then"}
                                : look_at(plan_.expect, plan_.request, outcome);
  if (!is_cut_off_ || why_.empty()) {
    why_ = look.why;
    last_ = summary(outcome, why_);
  }
  passed_in_a_row_ = look.passes() ? passed_in_a_row_ + 1 : 0;
  keep(outcome, look);
  if (is_settled()) return finish();
  const auto due = poll_started_at_ + pause_after(plan_, watched_.polls);
  start_timer<Poller, &Poller::poll>(*next_, std::max(due - loop_time(loop_), Duration(0)));
}

void Poller::keep(const nlohmann::json& outcome, const Look& look) {
  const auto took = loop_time(loop_) - poll_started_at_;
  const auto ms = std::clamp<std::int64_t>(outcome.value("ms", took.count()), 0, UINT32_MAX);
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  const Sample sample{now - took, look.seen, static_cast<std::uint32_t>(ms)};
  watched_.see(sample);
  if (is_cut_off_) return;  // nobody has looked to the end
  if (keeping_.samples) keeping_.samples->add(sample, look.components);
  tell();
}

void Poller::tell() {
  const auto& course = watched_.course;
  if (!keeping_.tell || told_ == course.verdict() || !course.speaks()) return;
  told_ = course.verdict();
  keeping_.tell(*told_, *told_ == WatchVerdict::inconclusive ? why_inconclusive() : why_);
}

std::string Poller::why_inconclusive() const {
  if (!watched_.course.flaps()) return why_.empty() ? "its last looks tell too little" : why_;
  return "it keeps changing: more than " + std::to_string(limits::watch_changes) +
         " times within " + to_text(limits::watch_changes_within);
}

void Poller::on_time_up() {
  is_time_up_ = true;
  if (!plan_.during) return cut_off();
  // The last poll of a watch is heard out: it has a time limit of its own.
  if (!errand_) finish();
}

void Poller::end() { cut_off(); }

void Poller::cut_off() {
  is_time_up_ = is_cut_off_ = true;
  if (errand_)
    errand_->end();
  else
    finish();
}

bool Poller::is_settled() const {
  const bool is_found =
      plan_.during ? watched_.course.has_failed() : passed_in_a_row_ >= plan_.consecutive;
  return is_found || is_time_up_;
}

// Why it is not healthy; empty if it is.
std::string Poller::verdict() const {
  if (plan_.during) {
    if (watched_.course.has_failed())
      return why_ + " (" + std::to_string(watched_.course.failed_in_a_row()) +
             " failed in a row, " + std::to_string(plan_.tolerate) + " tolerated)";
    if (watched_.course.verdict() == WatchVerdict::down)
      return (why_.empty() ? "it was down when its engine ended" : why_) + " (down at its end)";
    return watched_.failures < watched_.polls ? "" : "no poll has passed";
  }
  if (passed_in_a_row_ >= plan_.consecutive) return "";
  return "not healthy within " + to_text(plan_.within) + ": " +
         (why_.empty() ? "only " + std::to_string(passed_in_a_row_) + " in a row" : why_);
}

// A watch that could not see, and has not seen that it is bad.
bool Poller::is_inconclusive() const {
  if (!plan_.during || is_cut_off_ || watched_.course.has_failed()) return false;
  const bool blind = watched_.no_data == watched_.polls;
  return blind || watched_.course.verdict() == WatchVerdict::inconclusive;
}

void Poller::finish() {
  auto why = verdict();
  const bool inconclusive = is_inconclusive();
  if (inconclusive) {
    why = why_inconclusive();
    if (keeping_.tell) keeping_.tell(WatchVerdict::inconclusive, why);
  }
  nlohmann::json outcome{{"ok", why.empty() && !inconclusive},
                         {"polls", watched_.polls},
                         {"failures", watched_.failures},
                         {"last", last_},
                         {"ms", (loop_time(loop_) - started_at_).count()}};
  if (!why.empty()) outcome["why"] = why;
  if (inconclusive) outcome["inconclusive"] = true;
  if (keeping_.samples) outcome["samples"] = keeping_.samples->note();
  next_.reset();
  time_up_.reset();
  const auto done = std::move(done_);
  done(outcome);
}

}  // namespace golive
