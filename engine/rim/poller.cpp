#include "rim/poller.h"

#include <algorithm>

#include "rim/expectation.h"

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

void Watched::see(const Sample& sample) {
  ++polls;
  if (!first) first = sample.at;
  failures += sample.seen == Seen::ok ? 0 : 1;
  failed_in_a_row = sample.seen == Seen::ok ? 0 : failed_in_a_row + 1;
}

Poller::Poller(uv_loop_t& loop, PollPlan plan, Probe probe, ErrandDone done)
    : Poller(loop, std::move(plan), std::move(probe), std::move(done), nullptr, {}, 0ms) {}

Poller::Poller(uv_loop_t& loop, PollPlan plan, Probe probe, ErrandDone done,
               std::unique_ptr<SampleFile> samples, const Watched& watched, Duration elapsed)
    : loop_(loop),
      plan_(std::move(plan)),
      probe_(std::move(probe)),
      done_(std::move(done)),
      next_(open_handle(uv_timer_init, loop, this)),
      time_up_(open_handle(uv_timer_init, loop, this)),
      polls_(watched.polls),
      failures_(watched.failures),
      failed_in_a_row_(watched.failed_in_a_row),
      samples_(std::move(samples)) {
  uv_update_time(&loop_);
  started_at_ = loop_time(loop_) - elapsed;
  start_timer<Poller, &Poller::poll>(*next_, 0ms);
  start_timer<Poller, &Poller::on_time_up>(
      *time_up_, std::max(plan_.during.value_or(plan_.within) - elapsed, Duration(0)));
}

void Poller::poll() {
  ++polls_;
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
  if (!is_cut_off_ || why_.empty()) {
    why_ = is_cut_off_ ? "no answer by then"
                       : mismatch(plan_.expect, plan_.request, outcome).value_or("");
    last_ = summary(outcome, why_);
  }
  if (samples_ && !is_cut_off_)
    keep(outcome, why_.empty() ? Seen::ok
                  : (outcome.contains("not_started") || why_.starts_with("no data"))
                      ? Seen::no_data
                      : Seen::failed);
  failures_ += why_.empty() ? 0 : 1;
  passed_in_a_row_ = why_.empty() ? passed_in_a_row_ + 1 : 0;
  failed_in_a_row_ = why_.empty() ? 0 : failed_in_a_row_ + 1;
  if (is_settled()) return finish();
  const auto due = poll_started_at_ + plan_.every;
  start_timer<Poller, &Poller::poll>(*next_, std::max(due - loop_time(loop_), Duration(0)));
}

void Poller::keep(const nlohmann::json& outcome, Seen seen) {
  const auto took = loop_time(loop_) - poll_started_at_;
  const auto ms = outcome.value("ms", took.count());
  samples_->add(seen, took,
                static_cast<std::uint32_t>(std::clamp<std::int64_t>(ms, 0, UINT32_MAX)));
}

void Poller::on_time_up() {
  is_time_up_ = true;
  // The last poll of a watch is heard out: it has a time limit of its own.
  if (plan_.during && errand_) return;
  cut_off();
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
      plan_.during ? failed_in_a_row_ > plan_.tolerate : passed_in_a_row_ >= plan_.consecutive;
  return is_found || is_time_up_;
}

// Why it is not healthy; empty if it is.
std::string Poller::verdict() const {
  if (plan_.during) {
    if (failed_in_a_row_ > plan_.tolerate)
      return why_ + " (" + std::to_string(failed_in_a_row_) + " failed in a row, " +
             std::to_string(plan_.tolerate) + " tolerated)";
    return failures_ < polls_ ? "" : "no poll has passed";
  }
  if (passed_in_a_row_ >= plan_.consecutive) return "";
  return "not healthy within " + to_text(plan_.within) + ": " +
         (why_.empty() ? "only " + std::to_string(passed_in_a_row_) + " in a row" : why_);
}

void Poller::finish() {
  const auto why = verdict();
  nlohmann::json outcome{{"ok", why.empty()},
                         {"polls", polls_},
                         {"failures", failures_},
                         {"last", last_},
                         {"ms", (loop_time(loop_) - started_at_).count()}};
  if (!why.empty()) outcome["why"] = why;
  if (samples_) outcome["samples"] = samples_->note();
  next_.reset();
  time_up_.reset();
  const auto done = std::move(done_);
  done(outcome);
}

}  // namespace golive
