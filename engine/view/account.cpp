#include "view/account.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/codec.h"
#include "core/decide.h"

namespace golive {

namespace {

// One overload an event that a report tells of; `account.run` has the event applied.
class Teller {
 public:
  explicit Teller(Account& account) : account_(account) {}

  void tell(const Event& event) {
    event_ = &event;
    now_ = run_time(account_.run, event.at);
    std::visit(*this, event.body);
  }

  void operator()(const event::RunStarted&) {
    account_.started = Moments{now_, event_->at};
    account_.started_by = event_->actor;
  }
  void operator()(const event::RunPaused& e) { intervene("pause", {}, e.reason); }
  void operator()(const event::RunResumed& e) { intervene("resume", {}, e.reason); }
  void operator()(const event::JMoved& e) {
    intervene("move", {}, to_text(e.before) + " → " + to_text(e.timeline->j) + ": " + e.reason);
  }
  void operator()(const event::FreezeLifted& e) {
    intervene("lift", {}, e.freeze + ": " + e.reason);
  }
  void operator()(const event::RunCompleted&) { end(); }
  void operator()(const event::RunRolledBack&) { end(); }
  void operator()(const event::RunAborted& e) {
    // After a rollback the engine ends it; who asked for it is told by the rollback.
    intervene("abort", {}, e.reason);
    follow_all(told::Sequel::aborted);
    end();
  }
  void operator()(const event::EngineTookOver&) { ++account_.takeovers; }

  void operator()(const event::TaskEnded& e) {
    const auto& state = account_.run.items[e.item];
    account_.tasks.push_back({e.item, event_->actor, e.result, e.comment, state.started_at, now_});
    if (e.result == TaskResult::passed) done(e.item);
    if (e.result == TaskResult::failed) fail({e.item, Slot::action, 0}, e.comment);
  }
  void operator()(const event::ItemSkipped& e) {
    if (!e.by_condition) intervene("skip", e.item, e.reason);
    follow(e.item, told::Sequel::skipped);
    if (auto* undo = undo_of(e.item)) *undo = {e.item, told::UndoResult::passed_over, e.reason};
  }
  void operator()(const event::ItemMarkedDone& e) {
    intervene("mark-done", e.item, e.reason);
    follow(e.item, told::Sequel::marked_done);
    done(e.item);
  }
  void operator()(const event::ItemRetried& e) {
    intervene("retry", e.item, e.reason);
    follow(e.item, told::Sequel::retried);
  }

  void operator()(const event::DecisionMade& e) {
    account_.decisions.push_back({e.gate, event_->actor, event_->from, e.role, e.verdict, e.reason,
                                  e.conditions, e.subject, now_, e.on_behalf_of});
  }
  void operator()(const event::DecisionLapsed& e) {
    account_.gate_notes.push_back(
        {e.gate, ItemState::lapsed, e.person + " (" + e.role + "): " + e.why, now_});
  }
  void operator()(const event::GateRefused& e) {
    if (!e.why.empty()) account_.gate_notes.push_back({e.gate, ItemState::refused, e.why, now_});
  }
  void operator()(const event::GateEscalated& e) {
    account_.gate_notes.push_back({e.gate, ItemState::held, e.role + ": " + e.why, now_});
  }
  void operator()(const event::AmendmentApplied& e) {
    const auto place = static_cast<std::size_t>(e.amendment) - 1;
    intervene("amend", {},
              std::to_string(e.amendment) + ": " + account_.run.amendments[place].reason);
  }
  void operator()(const event::GlassBroken& e) { intervene("break-glass", e.gate, e.reason); }
  void operator()(const event::GateWaived& e) { account_.waivers.push_back({e.gate, e.why, now_}); }
  void operator()(const event::ReservationClosed& e) {
    intervene("close-reservation", {}, std::to_string(e.reservation) + ": " + e.reason);
  }
  void operator()(const event::EvidenceAdded& e) {
    intervene("add-evidence", e.item, e.title + ", SHA-256 " + e.file.sha256);
  }
  void operator()(const event::RoleBound& e) {
    std::string people;
    for (const auto& person : e.people) people += (people.empty() ? "" : ", ") + person;
    intervene("bind", {}, e.role + " = " + people + ": " + e.reason);
  }
  void operator()(const event::RoleDelegated& e) {
    intervene("delegate", {},
              e.role + " → " + e.deputy + ", " + to_text(e.since) + " – " + to_text(e.until) +
                  ": " + e.reason);
  }
  void operator()(const event::GateHeld& e) {
    account_.gate_notes.push_back({e.gate, ItemState::held, e.why, now_});
  }
  void operator()(const event::GateLapsed& e) {
    account_.gate_notes.push_back({e.gate, ItemState::lapsed, e.why, now_});
  }

  void operator()(const event::EffectFinished& e) {
    const auto* effect = find_effect(account_.run, e.id, e.key);
    if (effect == nullptr) return;
    if (effect->kind == EffectKind::check || effect->kind == EffectKind::evidence)
      find(e.id.item, *effect, e.outcome);
  }
  void operator()(const event::AttemptSucceeded& e) {
    if (e.id.slot == Slot::action) done(e.id.item);
    if (e.id.slot != Slot::undo) return;
    if (auto* undo = undo_of(e.id.item)) *undo = {e.id.item, told::UndoResult::undone, {}};
    if (account_.run.plan->items[e.id.item].does == "opening") account_.closed = now_;
  }
  void operator()(const event::AttemptFailed& e) {
    fail(e.id, e.error);
    if (e.id.slot != Slot::undo) return;
    if (auto* undo = undo_of(e.id.item)) *undo = {e.id.item, told::UndoResult::failed, e.error};
  }
  void operator()(const event::RetryScheduled& e) { follow(e.item, told::Sequel::retried_auto); }

  void operator()(const event::DoubtArose& e) {
    account_.doubts.push_back({e.id, e.key, e.why, e.expected, e.asked, now_});
  }
  void operator()(const event::DoubtAnswered& e) {
    for (auto& doubt : account_.doubts) {
      if (doubt.answer || doubt.id != e.id || doubt.key != e.key) continue;
      doubt.answer = e.answer;
      doubt.actor = event_->actor;
      doubt.reason = e.reason;
    }
  }

  void operator()(const event::WatchChanged& e) {
    account_.watch_changes.push_back({e.id, e.key, e.verdict, e.why, now_});
  }
  void operator()(const event::WatchAnswered& e) {
    intervene("answer", e.id.item, std::string(text_of(e.answer)) + ": " + e.reason);
  }

  void operator()(const event::ContingencyOffered& e) {
    account_.contingencies.push_back({.item = e.contingency, .why = e.why, .offered = now_});
  }
  void operator()(const event::ContingencyActivated& e) {
    decided(e.contingency, e.role, e.reason).activated = now_;
  }
  void operator()(const event::ContingencyDeclined& e) {
    decided(e.contingency, e.role, e.reason).declined = now_;
  }
  void operator()(const event::ContingencyOverdue& e) { latest(e.contingency).overdue = true; }
  void operator()(const event::ContingencyEnded& e) {
    auto& contingency = latest(e.contingency);
    contingency.ended = now_;
    if (const auto cause = account_.run.items[e.contingency].triggered_by)
      follow(*cause, told::Sequel::answered, &contingency);
  }

  void operator()(const event::RollbackStarted& e) {
    told::Rollback rollback{e.to, event_->actor, e.reason, now_};
    const auto active = account_.run.active_contingency;
    if (!active) intervene("abort", {}, e.reason);
    for (const auto item : e.items) rollback.undos.push_back({item});
    account_.rollbacks.push_back(std::move(rollback));
    follow_all(told::Sequel::rolled_back, active ? &latest(*active) : nullptr);
  }
  void operator()(const event::UndoPassedOver& e) {
    const auto result = e.possible ? told::UndoResult::not_needed : told::UndoResult::impossible;
    if (auto* undo = undo_of(e.item)) *undo = {e.item, result, e.why};
  }
  void operator()(const event::RollbackEnded&) {
    if (!account_.rollbacks.empty()) account_.rollbacks.back().ended = now_;
  }
  void operator()(const event::CommandRefused& e) {
    account_.refusals.push_back({e.command, e.item, event_->actor, e.reason, now_});
  }

  void operator()(const event::OutcomeRefused& e) {
    account_.refusals.push_back(
        {"outcome", account_.run.plan->items[e.id.item].path, event_->actor, e.why, now_});
  }

  // Told by the items' own times and states, or of no interest after the fact.
  void operator()(const event::RunCreated&) {}
  void operator()(const event::ClockJumped&) {}
  void operator()(const event::AmendmentProposed&) {}
  void operator()(const event::AmendmentDecided&) {}
  void operator()(const event::AmendmentWithdrawn&) {}
  void operator()(const event::AmendmentExpired&) {}
  void operator()(const event::UndosMeasured&) {}
  void operator()(const event::StartMissed&) {}
  void operator()(const event::ReturnPassed&) {}
  void operator()(const event::ItemLate&) {}
  void operator()(const event::DayNoted&) {}
  void operator()(const event::WatchEnded&) {}
  void operator()(const event::HeadSigned&) {}
  void operator()(const event::ItemOpened&) {}
  void operator()(const event::TaskStarted&) {}
  void operator()(const event::GateApproved&) {}
  void operator()(const event::AttemptStarted&) {}
  void operator()(const event::EffectRequested&) {}

 private:
  void end() { account_.ended = Moments{now_, event_->at}; }
  void intervene(std::string command, std::optional<ItemIndex> item, const std::string& reason) {
    if (event_->actor == "engine") return;
    account_.interventions.push_back({std::move(command), item, event_->actor, reason, now_});
  }
  void fail(const AttemptId& id, const std::string& error) {
    const bool goes_on = account_.run.items[id.item].proceeds;
    account_.failures.push_back(
        {id, error, now_, goes_on ? told::Sequel::went_on : told::Sequel::none});
  }
  void follow(ItemIndex item, told::Sequel then, const told::Contingency* through = nullptr) {
    for (auto& failure : account_.failures)
      if (failure.id.item == item) follow(failure, then, through);
  }
  void follow_all(told::Sequel then, const told::Contingency* through = nullptr) {
    for (auto& failure : account_.failures)
      if (failure.then != told::Sequel::went_on) follow(failure, then, through);
  }
  // What the engine does in the wake of a contingency, a person has chosen with it.
  void follow(told::Failure& failure, told::Sequel then, const told::Contingency* through) {
    const bool open = failure.then == told::Sequel::none || failure.then == told::Sequel::went_on ||
                      failure.then == told::Sequel::answered;
    if (!open) return;
    failure.then = then;
    if (event_->actor != "engine") {
      failure.actor = event_->actor;
      failure.contingency.reset();
    }
    if (through == nullptr) return;
    failure.contingency = through->item;
    failure.actor = through->actor == "engine" ? "" : through->actor;
  }
  told::Contingency& latest(ItemIndex item) {
    auto& all = account_.contingencies;
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const told::Contingency& one) {
      return one.item == item && !one.ended && !one.declined;
    });
    if (found != all.rend()) return *found;
    return all.emplace_back(told::Contingency{.item = item, .why = {}});  // by a person, unasked
  }
  told::Contingency& decided(ItemIndex item, const std::string& role, const std::string& reason) {
    auto& contingency = latest(item);
    contingency.actor = event_->actor;
    contingency.role = role;
    contingency.reason = reason;
    return contingency;
  }
  told::Undo* undo_of(ItemIndex item) {
    if (account_.rollbacks.empty() || account_.rollbacks.back().ended) return nullptr;
    for (auto& undo : account_.rollbacks.back().undos)
      if (undo.item == item) return &undo;
    return nullptr;
  }
  static std::string text_in(const nlohmann::json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end()) return {};
    return found->is_string() ? found->get<std::string>() : found->dump();
  }
  void find(ItemIndex item, const Effect& effect, const std::string& outcome) {
    const auto request = nlohmann::json::parse(effect.request, nullptr, false);
    const auto seen = nlohmann::json::parse(outcome, nullptr, false);
    if (!request.is_object() || !seen.is_object()) return;
    told::Finding finding;
    finding.item = item;
    finding.is_check = effect.kind == EffectKind::check;
    finding.name = text_in(request, finding.is_check ? "sentence" : "name");
    finding.value = text_in(request, "value");
    finding.passed = !finding.is_check || seen.value("ok", nlohmann::json()) == true;
    finding.at = now_;
    account_.findings.push_back(std::move(finding));
  }
  void done(ItemIndex item) {
    if (!account_.opened && account_.run.plan->items[item].does == "opening")
      account_.opened = now_;
  }

  Account& account_;
  const Event* event_ = nullptr;
  Instant now_{};
};

}  // namespace

Result<Account> account_of(const std::vector<Event>& events) {
  if (events.empty() || !std::holds_alternative<event::RunCreated>(events.front().body))
    return fail(ErrorKind::invalid, "the log does not begin with run_created");
  Account account;
  Teller teller(account);
  DowntimeMeter meter;
  for (const auto& event : events) {
    if (account.run.plan)
      if (auto fine = check_items(account.run, event); !fine)
        return tl::unexpected<Error>(fine.error());
    apply(account.run, event);
    teller.tell(event);
    meter.see(account.run, event);
  }
  account.downtime = meter.downtime();
  return account;
}

}  // namespace golive
