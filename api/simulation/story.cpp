#include "api/simulation/story.h"

#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/decide.h"
#include "view/shown_time.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

std::string rounded(Duration duration) {
  return to_text(Duration(std::chrono::floor<std::chrono::seconds>(duration)));
}

class Teller {
 public:
  std::vector<StoryLine> tell(const std::vector<Event>& events) {
    for (const Event& event : events) {
      golive::apply(run_, event);
      event_ = &event;
      std::visit(*this, event.body);
    }
    return std::move(story_);
  }

  void operator()(const event::RunCreated&) {}
  void operator()(const event::RunStarted&) { add("begins", {}, to_text(run_.timeline->j)); }
  void operator()(const event::RunPaused& e) { add("paused", {}, e.reason); }
  void operator()(const event::RunResumed& e) { add("resumed", {}, e.reason); }
  void operator()(const event::ClockJumped&) {}
  void operator()(const event::AmendmentProposed& e) { add("amendment", {}, e.reason); }
  void operator()(const event::AmendmentDecided& e) {
    add("amendment", {}, std::string(text_of(e.verdict)) + " by " + event_->actor);
  }
  void operator()(const event::AmendmentWithdrawn& e) { add("withdrawn", {}, e.reason); }
  void operator()(const event::AmendmentExpired& e) { add("expired", {}, e.why); }
  void operator()(const event::AmendmentApplied& e) {
    add("amended", {}, "amendment " + std::to_string(e.amendment));
  }
  void operator()(const event::JMoved& e) {
    add("J moved", {}, "to " + to_text(run_.timeline->j) + ": " + e.reason);
  }
  void operator()(const event::FreezeLifted& e) { add("lifted", {}, e.freeze + ": " + e.reason); }
  void operator()(const event::RunCompleted&) { add("completed", {}, {}); }
  void operator()(const event::RunRolledBack&) { add("rolled back", {}, {}); }
  void operator()(const event::RunAborted& e) { add("aborted", {}, e.reason); }
  void operator()(const event::EngineTookOver&) {}
  void operator()(const event::CommandRefused& e) { add("refused", {}, e.reason); }

  void operator()(const event::ItemOpened& e) {
    if (run_.plan->items[e.item].kind == ItemKind::gate) add("open", e.item, late(e.item));
  }
  void operator()(const event::TaskStarted& e) {
    add("started", e.item, joined("by " + event_->actor, late(e.item)));
    started_[e.item] = event_->at;
  }
  void operator()(const event::TaskEnded& e) {
    std::string result(text_of(e.result));
    if (e.result != TaskResult::passed) result += ": " + e.comment;
    add("ended", e.item, joined(result, took(e.item, Slot::action)));
  }
  void operator()(const event::ItemSkipped& e) { add("skipped", e.item, e.reason); }
  void operator()(const event::ItemMarkedDone& e) { add("marked done", e.item, e.reason); }
  void operator()(const event::StartMissed& e) { add("missed", e.item, e.why); }
  void operator()(const event::ReturnPassed& e) { add("held", e.item, e.why); }
  void operator()(const event::ItemRetried& e) { add("retried", e.item, "by " + event_->actor); }

  void operator()(const event::DecisionMade& e) {
    std::string said = std::string(text_of(e.verdict)) + " by " + event_->actor;
    if (e.verdict == Verdict::no_go) said += ": " + e.reason;
    add("decided", e.gate, said);
  }
  void operator()(const event::GateApproved& e) { add("approved", e.gate, {}); }
  void operator()(const event::DecisionLapsed& e) {
    add("lapsed", e.gate, "the decision of " + e.person + ": " + e.why);
  }
  void operator()(const event::GateRefused& e) { add("refused", e.gate, e.why); }
  void operator()(const event::GateEscalated& e) { add("told", e.gate, e.role + ": " + e.why); }
  void operator()(const event::GlassBroken& e) {
    add("glass broken", e.gate, "by " + event_->actor + ": " + e.reason);
  }
  void operator()(const event::GateWaived& e) { add("waived", e.gate, e.why); }
  void operator()(const event::ReservationClosed& e) {
    add("reservation closed", {}, std::to_string(e.reservation) + ": " + e.reason);
  }
  void operator()(const event::EvidenceAdded& e) { add("evidence", e.item, e.title); }
  void operator()(const event::RoleBound& e) { add("bound", {}, e.role + ": " + e.reason); }
  void operator()(const event::RoleDelegated& e) {
    add("delegated", {}, e.role + " to " + e.deputy + ": " + e.reason);
  }
  void operator()(const event::GateHeld& e) { add("held", e.gate, e.why); }
  void operator()(const event::GateLapsed& e) { add("lapsed", e.gate, e.why); }

  void operator()(const event::AttemptStarted& e) {
    started_[e.id.item] = event_->at;
    if (e.id.slot == Slot::undo) add("undoing", e.id.item, {});
    if (e.id.slot != Slot::action) return;
    const auto again = e.id.attempt > 1 ? fmt::format("attempt {}", e.id.attempt) : "";
    add("started", e.id.item, joined(again, e.id.attempt > 1 ? "" : late(e.id.item)));
  }
  void operator()(const event::EffectRequested&) {}
  void operator()(const event::EffectFinished&) {}
  void operator()(const event::OutcomeRefused&) {}
  void operator()(const event::AttemptSucceeded& e) {
    if (e.id.slot == Slot::action) add("succeeded", e.id.item, took(e.id.item, e.id.slot));
    if (e.id.slot == Slot::undo) add("undone", e.id.item, took(e.id.item, e.id.slot));
  }
  void operator()(const event::AttemptFailed& e) {
    add(e.id.slot == Slot::undo ? "undo failed" : "failed", e.id.item, e.error);
  }
  void operator()(const event::RetryScheduled& e) {
    add("tried again", e.item, "at " + day_and_clock(*run_.timeline, e.not_before));
  }
  void operator()(const event::DoubtArose& e) { add("in doubt", e.id.item, e.why); }
  void operator()(const event::DoubtAnswered& e) {
    add("answered", e.id.item, std::string(text_of(e.answer)));
  }

  void operator()(const event::ContingencyOffered& e) { add("offered", e.contingency, e.why); }
  void operator()(const event::ContingencyActivated& e) {
    add("activated", e.contingency, "by " + event_->actor);
  }
  void operator()(const event::ContingencyDeclined& e) {
    add("declined", e.contingency, "by " + event_->actor);
  }
  void operator()(const event::ContingencyOverdue& e) {
    add("overdue", e.contingency, "nobody has decided in time");
  }
  void operator()(const event::ContingencyEnded& e) { add("ended", e.contingency, {}); }
  void operator()(const event::RollbackStarted& e) {
    add("rollback", e.to, fmt::format("{} to be undone", e.items.size()));
  }
  void operator()(const event::UndoPassedOver& e) { add("not undone", e.item, e.why); }
  void operator()(const event::RollbackEnded&) { add("rollback", {}, "ended"); }
  void operator()(const event::ItemLate& e) { add("late", e.item, e.why); }
  void operator()(const event::DayNoted&) {}
  void operator()(const event::WatchChanged& e) {
    add(std::string(text_of(e.verdict)), e.id.item, e.why);
  }
  void operator()(const event::WatchEnded&) {}
  void operator()(const event::WatchAnswered& e) {
    add("answered", e.id.item, std::string(text_of(e.answer)));
  }
  void operator()(const event::HeadSigned&) {}
  void operator()(const event::UndosMeasured&) {}

 private:
  static std::string joined(const std::string& one, const std::string& other) {
    return one + (one.empty() || other.empty() ? "" : ", ") + other;
  }

  void add(std::string what, std::optional<ItemIndex> item, std::string detail) {
    story_.push_back({run_time(run_, event_->at), std::move(what), item, std::move(detail)});
  }

  // Of what has a time of day.
  std::string late(ItemIndex index) const {
    const Item& item = run_.plan->items[index];
    const auto& planned = run_.timeline->items[index].start;
    if (!planned || (!item.at && !item.at_moment)) return {};
    const Duration by = run_time(run_, event_->at) - *planned;
    return by < 1min ? "" : rounded(by) + " late";
  }

  std::string took(ItemIndex index, Slot slot) const {
    const auto started = started_.find(index);
    if (started == started_.end()) return {};
    const Item& item = run_.plan->items[index];
    const auto& estimate = slot == Slot::undo ? item.undo_estimate : item.estimate;
    return "took " + rounded(event_->at - started->second) +
           (estimate ? " (estimate " + to_text(*estimate) + ")" : "");
  }

  Run run_;
  const Event* event_ = nullptr;
  std::map<ItemIndex, Instant> started_;
  std::vector<StoryLine> story_;
};

}  // namespace

std::vector<StoryLine> story_of(const std::vector<Event>& events) { return Teller().tell(events); }

std::string story_text(const Plan& plan, const Timeline& timeline,
                       const std::vector<StoryLine>& story) {
  std::string text;
  Date day{};
  for (const StoryLine& line : story) {
    const LocalTime local = to_local(timeline.zone, line.at);
    if (local.date != day) text += (text.empty() ? "" : "\n") + to_text(local.date) + "\n";
    day = local.date;
    auto told = fmt::format("  {:<11} {:<11} {}", day_and_clock(timeline, line.at), line.what,
                            line.item ? plan.items[*line.item].path : "");
    if (!line.detail.empty()) told += (line.item ? ": " : "") + line.detail;
    text += told.substr(0, told.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

nlohmann::json story_json(const Plan& plan, const Timeline& timeline,
                          const std::vector<StoryLine>& story) {
  auto json = nlohmann::json::array();
  for (const StoryLine& line : story) {
    auto told = shown_time(timeline, line.at);
    told["j"] = day_and_clock(timeline, line.at);
    told["what"] = line.what;
    told["item"] = line.item ? nlohmann::json(plan.items[*line.item].path) : nlohmann::json();
    told["detail"] = line.detail;
    json.push_back(std::move(told));
  }
  return json;
}

}  // namespace golive
