#include "view/progress_line.h"

#include "view/hold.h"
#include "view/owner.h"
#include "view/shown_time.h"

namespace golive {

namespace {

// One overload an event: the compiler asks for a new one's sentence.
class Sentence {
 public:
  Sentence(const Run& run, const Event& event) : run_(run), event_(event) {}

  std::string operator()(const event::RunCreated& e) const {
    return "the run " + e.run + " was created for J = " + to_text(e.timeline->j) + " in " +
           e.environment + " (" + std::string(text_of(e.mode)) + ")";
  }
  std::string operator()(const event::RunStarted&) const { return "the run started"; }
  std::string operator()(const event::RunPaused& e) const {
    return "paused" + by() + because(e.reason);
  }
  std::string operator()(const event::RunResumed& e) const {
    return "resumed" + by() + because(e.reason);
  }
  std::string operator()(const event::ClockJumped& e) const {
    return "the clock moved on by " + to_text(e.by);
  }
  std::string operator()(const event::JMoved& e) const {
    return "J was moved from " + to_text(e.before) + " to " + to_text(e.timeline->j) + by() +
           because(e.reason);
  }
  std::string operator()(const event::FreezeLifted& e) const {
    return "the freeze " + e.freeze + " was lifted" + by() + because(e.reason);
  }
  std::string operator()(const event::RunCompleted&) const { return "the run is completed"; }
  std::string operator()(const event::RunRolledBack&) const { return "the run is rolled back"; }
  std::string operator()(const event::RunAborted& e) const {
    return "the run is aborted" + by() + because(e.reason);
  }
  std::string operator()(const event::EngineTookOver&) const {
    return "a restarted engine took over";
  }
  std::string operator()(const event::ItemOpened& e) const {
    const bool gate = run_.plan->items[e.item].kind == ItemKind::gate;
    const auto roles =
        gate ? roles_of(run_.plan->items[e.item].decided_by) : acting_roles(*run_.plan, e.item);
    return path(e.item) + (gate ? " is open: decided by " : " is ready for ") + joined(roles);
  }
  std::string operator()(const event::TaskStarted& e) const {
    return path(e.item) + " started" + by();
  }
  std::string operator()(const event::TaskEnded& e) const {
    return path(e.item) + " ended: " + std::string(text_of(e.result)) + by() + because(e.comment);
  }
  std::string operator()(const event::ItemSkipped& e) const {
    return path(e.item) + " skipped" + by() + because(e.reason);
  }
  std::string operator()(const event::ItemMarkedDone& e) const {
    return path(e.item) + " marked done" + by() + because(e.reason);
  }
  std::string operator()(const event::ItemRetried& e) const {
    const std::string past = e.speaks_for.empty() ? ""
                                                  : "; past the point of no return, for " +
                                                        paths_text(run_, e.speaks_for);
    return path(e.item) + " is tried again" + by() + because(e.reason) + past;
  }
  std::string operator()(const event::StartMissed& e) const {
    return path(e.item) + " missed its time" + because(e.why);
  }
  std::string operator()(const event::ReturnPassed& e) const {
    return path(e.item) + " is held" + because(e.why);
  }
  std::string operator()(const event::UndosMeasured& e) const {
    return "the point of no return goes by what rehearsals have measured of " +
           std::to_string(e.undos.size()) + (e.undos.size() == 1 ? " undo" : " undos");
  }
  std::string operator()(const event::DecisionMade& e) const {
    return path(e.gate) + ": " + std::string(text_of(e.verdict)) + by() + " as " + e.role +
           for_whom(e.on_behalf_of) + because(e.reason);
  }
  std::string operator()(const event::DecisionLapsed& e) const {
    return path(e.gate) + ": the decision of " + e.person + " as " + e.role + " has lapsed" +
           because(e.why);
  }
  std::string operator()(const event::GateApproved& e) const { return path(e.gate) + " approved"; }
  std::string operator()(const event::GateRefused& e) const {
    return path(e.gate) + " refused" + because(e.why);
  }
  std::string operator()(const event::GateHeld& e) const {
    return path(e.gate) + " held" + because(e.why);
  }
  std::string operator()(const event::GateLapsed& e) const {
    return path(e.gate) + " lapsed" + because(e.why);
  }
  std::string operator()(const event::GateEscalated& e) const {
    return path(e.gate) + ": " + e.role + " is told" + because(e.why);
  }
  std::string operator()(const event::GlassBroken& e) const {
    return path(e.gate) + ": the glass is broken" + by() + " as " + e.role +
           for_whom(e.on_behalf_of) + because(e.reason);
  }
  std::string operator()(const event::GateWaived& e) const {
    return path(e.gate) + " waived" + because(e.why);
  }
  std::string operator()(const event::ReservationClosed& e) const {
    return "the reservation " + std::to_string(e.reservation) + " is closed" + by() + " as " +
           e.role + because(e.reason);
  }
  std::string operator()(const event::EvidenceAdded& e) const {
    return path(e.item) + ": evidence, " + e.title + by() + " as " + e.role +
           (e.file.tests > 0 ? " (" + std::to_string(e.file.tests) + " tests, " +
                                   std::to_string(e.file.failed) + " failed)"
                             : std::string());
  }
  std::string operator()(const event::AmendmentProposed& e) const {
    const auto count = e.items.size();
    return "amendment " + std::to_string(e.amendment) + " proposed" + by() + ": " +
           std::to_string(count) + (count == 1 ? " item" : " items") +
           (e.has_effect ? "" : ", words only") + because(e.reason);
  }
  std::string operator()(const event::AmendmentDecided& e) const {
    return "amendment " + std::to_string(e.amendment) + ": " + std::string(text_of(e.verdict)) +
           by() + " as " + e.role + for_whom(e.on_behalf_of) + because(e.reason);
  }
  std::string operator()(const event::AmendmentWithdrawn& e) const {
    return "amendment " + std::to_string(e.amendment) + " withdrawn" + by() + because(e.reason);
  }
  std::string operator()(const event::AmendmentExpired& e) const {
    return "amendment " + std::to_string(e.amendment) + " has expired" + because(e.why);
  }
  std::string operator()(const event::AmendmentApplied& e) const {
    return "amendment " + std::to_string(e.amendment) + " applies: the run goes on with its plan";
  }
  std::string operator()(const event::RoleBound& e) const {
    return e.role + " is " + joined(e.people) + " in this run" + by() + because(e.reason);
  }
  std::string operator()(const event::RoleDelegated& e) const {
    return e.deputy + " is deputy of " + e.holder + " as " + e.role + " from " + to_text(e.since) +
           " to " + to_text(e.until) + because(e.reason);
  }
  std::string operator()(const event::AttemptStarted& e) const {
    const auto attempt = " (attempt " + std::to_string(e.id.attempt) + ")";
    switch (e.id.slot) {
      case Slot::action:
        return path(e.id.item) + " started" + attempt;
      case Slot::undo:
        return path(e.id.item) + " is being undone" + attempt;
      case Slot::probe:
        return path(e.id.item) + " is being probed";
      case Slot::when:
        return {};
    }
    return {};
  }
  std::string operator()(const event::EffectRequested&) const { return {}; }
  std::string operator()(const event::EffectFinished&) const { return {}; }
  std::string operator()(const event::OutcomeRefused& e) const {
    return path(e.id.item) + ": a late outcome was refused" + because(e.why);
  }
  std::string operator()(const event::AttemptSucceeded& e) const {
    switch (e.id.slot) {
      case Slot::action:
        return path(e.id.item) + " succeeded";
      case Slot::undo:
        return path(e.id.item) + " undone";
      case Slot::probe:
      case Slot::when:
        return {};
    }
    return {};
  }
  std::string operator()(const event::AttemptFailed& e) const {
    const auto what = e.id.slot == Slot::action ? "" : std::string(text_of(e.id.slot)) + " ";
    return path(e.id.item) + " " + what + "failed" + because(e.error);
  }
  std::string operator()(const event::RetryScheduled& e) const {
    return path(e.item) + " will be tried again at " + at(e.not_before + run_.offset);
  }
  std::string operator()(const event::DoubtArose& e) const {
    return path(e.id.item) + " is in doubt" + because(e.why);
  }
  std::string operator()(const event::DoubtAnswered& e) const {
    return path(e.id.item) + ": the doubt is answered " + std::string(text_of(e.answer)) + by() +
           because(e.reason);
  }
  std::string operator()(const event::ContingencyOffered& e) const {
    return path(e.contingency) + " is offered to " +
           joined(roles_of(run_.plan->items[e.contingency].decided_by)) + because(e.why);
  }
  std::string operator()(const event::ContingencyActivated& e) const {
    return path(e.contingency) + " activated" + by() + because(e.reason);
  }
  std::string operator()(const event::ContingencyDeclined& e) const {
    return path(e.contingency) + " declined" + by() + because(e.reason);
  }
  std::string operator()(const event::ContingencyOverdue& e) const {
    return path(e.contingency) + " was not decided in time";
  }
  std::string operator()(const event::ContingencyEnded& e) const {
    return path(e.contingency) + " ended";
  }
  std::string operator()(const event::RollbackStarted& e) const {
    return "rollback to " + path(e.to) + ", " + std::to_string(e.items.size()) + " to undo" +
           because(e.reason);
  }
  std::string operator()(const event::UndoPassedOver& e) const {
    return path(e.item) + (e.possible ? ": undo not needed" : ": undo impossible") + because(e.why);
  }
  std::string operator()(const event::RollbackEnded&) const { return "the rollback ended"; }
  std::string operator()(const event::CommandRefused& e) const {
    return "refused: " + e.command + " " + e.item + by() + because(e.reason);
  }

  std::string operator()(const event::ItemLate& e) const {
    return path(e.item) + " is late" + because(e.why);
  }
  std::string operator()(const event::DayNoted&) const { return {}; }
  std::string operator()(const event::WatchChanged& e) const {
    return path(e.id.item) + " is " + std::string(text_of(e.verdict)) + because(e.why);
  }
  std::string operator()(const event::WatchEnded& e) const {
    return path(e.id.item) + " has watched to its end, inconclusive: it waits for an answer";
  }
  std::string operator()(const event::WatchAnswered& e) const {
    return path(e.id.item) + ": what it could not see is " +
           (e.answer == WatchAnswer::ok ? "borne" : "a failure") + by() + because(e.reason);
  }
  std::string operator()(const event::HeadSigned&) const { return {}; }

 private:
  [[nodiscard]] const std::string& path(ItemIndex item) const {
    return run_.plan->items[item].path;
  }
  [[nodiscard]] std::string at(Instant run_instant) const {
    return day_and_clock(*run_.timeline, run_instant);
  }
  // The engine's own deeds need no name.
  [[nodiscard]] std::string by() const {
    return event_.actor == "engine" || event_.actor.empty() ? "" : " by " + event_.actor;
  }
  static std::string for_whom(const std::string& holder) {
    return holder.empty() ? "" : " for " + holder;
  }
  static std::string because(const std::string& reason) {
    return reason.empty() ? "" : ": " + reason;
  }
  static std::string joined(const std::vector<std::string>& roles) {
    std::string text;
    for (const auto& role : roles) text += (text.empty() ? "" : ", ") + role;
    return text;
  }

  const Run& run_;
  const Event& event_;
};

}  // namespace

std::string progress_sentence(const Run& run, const Event& event) {
  return run.plan ? std::visit(Sentence(run, event), event.body) : std::string();
}

std::string progress_line(const Run& run, const Event& event) {
  const auto sentence = progress_sentence(run, event);
  if (sentence.empty()) return {};
  return day_and_clock(*run.timeline, run_time(run, event.at)) + " " + sentence;
}

}  // namespace golive
