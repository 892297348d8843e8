#include "view/told_event.h"

#include <nlohmann/json.hpp>

#include "core/amendment.h"
#include "core/consequence.h"
#include "view/owner.h"

namespace golive {
namespace {

using Told = std::optional<ToldEvent>;

std::optional<Instant> due_of(const Run& run, ItemIndex index) {
  const auto& within = run.plan->items[index].within;
  const auto& opened = run.items[index].opened_clock;
  return within && opened ? std::optional(*opened + *within) : std::nullopt;
}

class Telling {
 public:
  Telling(const Run& run, const Event& event) : run_(run), event_(event) {}

  // gates
  Told operator()(const event::ItemOpened& e) const {
    if (run_.plan->items[e.item].kind != ItemKind::gate) return {};
    return gate("gate_opened", e.item, {}, true);
  }
  Told operator()(const event::GateHeld& e) const { return gate("gate_held", e.gate, e.why, true); }
  Told operator()(const event::GateLapsed& e) const {
    return gate("gate_lapsed", e.gate, e.why, true);
  }
  Told operator()(const event::GateApproved& e) const {
    return gate("gate_approved", e.gate, {}, false);
  }
  Told operator()(const event::GateRefused& e) const {
    const auto& decisions = run_.items[e.gate].decisions;
    auto told =
        gate("gate_refused", e.gate, decisions.empty() ? "" : decisions.back().reason, false);
    told->roles = run_.plan->approved_by;
    return told;
  }

  // changed plans: among the gates, for they wait for decisions as those do
  Told operator()(const event::AmendmentProposed& e) const {
    if (!e.has_effect) return {};
    auto told = amendment("amendment_proposed", e.reason);
    told->roles = roles_of(approval_of(*run_.plan));
    return told;
  }
  Told operator()(const event::AmendmentDecided& e) const {
    if (e.verdict != Verdict::no_go) return {};
    return amendment("amendment_refused", e.reason);
  }
  Told operator()(const event::AmendmentExpired& e) const {
    return amendment("amendment_expired", e.why);
  }
  Told operator()(const event::AmendmentApplied& e) const {
    return amendment("amendment_applied",
                     run_.amendments[static_cast<std::size_t>(e.amendment) - 1].reason);
  }

  // doubts, and what a body asks
  Told operator()(const event::DoubtArose& e) const {
    return of_item(NoticeKind::doubts, "doubt_arose", e.id.item, e.why);
  }
  Told operator()(const event::EffectRequested& e) const {
    if (e.kind != EffectKind::ask) return {};
    const auto request = nlohmann::json::parse(e.request, nullptr, false);
    const auto text = [&](const char* field) {
      return request.is_object() && request.contains(field) && request[field].is_string()
                 ? request[field].get<std::string>()
                 : std::string();
    };
    auto told = of_item(NoticeKind::doubts, "question", e.id.item, text("question"));
    if (const auto role = text("role"); !role.empty()) told->roles = {role};
    return told;
  }

  // failures: what is not tried again by itself
  Told operator()(const event::AttemptFailed& e) const {
    if (event_.actor != "engine" || e.id.slot == Slot::probe) return {};
    const bool is_action = e.id.slot == Slot::action;
    if (is_action && run_.items[e.id.item].failures <= allowed_retries(run_.plan->items[e.id.item]))
      return {};
    const bool goes_on = is_action && run_.items[e.id.item].proceeds;
    return of_item(NoticeKind::failures,
                   e.id.slot == Slot::undo ? "undo_failed"
                   : goes_on               ? "failed_on"
                                           : "failed",
                   e.id.item, e.error);
  }
  Told operator()(const event::TaskEnded& e) const {
    if (e.result != TaskResult::failed) return {};
    return of_item(NoticeKind::failures, run_.items[e.item].proceeds ? "failed_on" : "failed",
                   e.item, e.comment);
  }

  // What a watch says; while it is inconclusive, somebody is asked.
  Told operator()(const event::WatchChanged& e) const {
    const bool asks = e.verdict == WatchVerdict::inconclusive;
    auto told = of_item(asks ? NoticeKind::doubts : NoticeKind::failures,
                        "watch_" + std::string(text_of(e.verdict)), e.id.item, e.why);
    if (e.verdict == WatchVerdict::ok) told->roles.clear();
    return told;
  }

  // lateness
  Told operator()(const event::ItemLate& e) const {
    return of_item(NoticeKind::lateness, "late", e.item, e.why);
  }
  Told operator()(const event::StartMissed& e) const {
    return of_item(NoticeKind::lateness, "start_missed", e.item, e.why);
  }
  Told operator()(const event::ReturnPassed& e) const {
    auto told = of_item(NoticeKind::lateness, "return_passed", e.item, e.why);
    if (!run_.plan->approved_by.empty()) told->roles = run_.plan->approved_by;
    return told;
  }

  // contingencies
  Told operator()(const event::ContingencyOffered& e) const {
    return contingency("contingency_offered", e.contingency, e.why, true);
  }
  Told operator()(const event::ContingencyOverdue& e) const {
    auto told = contingency("contingency_overdue", e.contingency, {}, true);
    told->due.reset();
    return told;
  }
  Told operator()(const event::ContingencyActivated& e) const {
    return contingency("contingency_activated", e.contingency, e.reason, false);
  }
  Told operator()(const event::ContingencyDeclined& e) const {
    return contingency("contingency_declined", e.contingency, e.reason, false);
  }
  Told operator()(const event::ContingencyEnded& e) const {
    return contingency("contingency_ended", e.contingency, {}, false);
  }
  Told operator()(const event::RollbackStarted& e) const {
    return ToldEvent{NoticeKind::contingencies, "rollback_started", e.to, e.reason};
  }

  // the run
  Told operator()(const event::RunStarted&) const { return of_run("run_started", {}); }
  Told operator()(const event::RunPaused& e) const { return of_run("run_paused", e.reason); }
  Told operator()(const event::RunResumed& e) const { return of_run("run_resumed", e.reason); }
  Told operator()(const event::JMoved& e) const { return of_run("j_moved", e.reason); }
  Told operator()(const event::RunCompleted&) const { return of_run("run_completed", {}); }
  Told operator()(const event::RunRolledBack&) const { return of_run("run_rolled_back", {}); }
  Told operator()(const event::RunAborted& e) const {
    return of_run(e.rolled_back ? "run_aborted_back" : "run_aborted", e.reason);
  }
  Told operator()(const event::DayNoted& e) const {
    ToldEvent told{NoticeKind::daily, "daily"};
    told.channel = e.channel;
    return told;
  }

  // Everything else is read on the board and in reports.
  template <class Other>
  Told operator()(const Other&) const {
    return {};
  }

 private:
  Told of_item(NoticeKind kind, std::string what, ItemIndex item, std::string why) const {
    return ToldEvent{kind, std::move(what), item, std::move(why), acting_roles(*run_.plan, item)};
  }
  Told gate(std::string what, ItemIndex item, std::string why, bool asks) const {
    ToldEvent told{NoticeKind::gates, std::move(what), item, std::move(why)};
    if (asks) told.roles = roles_of(run_.plan->items[item].decided_by);
    if (run_.items[item].state == ItemState::open) told.due = due_of(run_, item);
    return told;
  }
  Told contingency(std::string what, ItemIndex item, std::string why, bool asks) const {
    ToldEvent told{NoticeKind::contingencies, std::move(what), item, std::move(why)};
    if (asks) told.roles = roles_of(run_.plan->items[item].decided_by);
    if (asks) told.due = due_of(run_, item);
    return told;
  }
  static Told amendment(std::string what, std::string why) {
    return ToldEvent{NoticeKind::gates, std::move(what), {}, std::move(why)};
  }
  static Told of_run(std::string what, std::string why) {
    return ToldEvent{NoticeKind::run, std::move(what), {}, std::move(why)};
  }

  const Run& run_;
  const Event& event_;
};

}  // namespace

std::optional<ToldEvent> told_of(const Run& run, const Event& event) {
  return std::visit(Telling(run, event), event.body);
}

}  // namespace golive
