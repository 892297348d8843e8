// Decider: the answer to one command in one state; one overload a command, spread over decide*.cpp
// by who asks.
#pragma once

#include <memory>

#include "core/decide.h"
#include "core/question.h"

namespace golive {

using Events = std::vector<EventBody>;

// Of a hash, as people are shown it and send it back: what they have seen.
constexpr std::size_t seen_digits = 12;

class Decider {
 public:
  Decider(const Run& run, const Command& command) : run_(run), command_(command) {}

  // decide.cpp: people steer
  Result<Events> operator()(const command::Pause& c) const;
  Result<Events> operator()(const command::Resume& c) const;
  Result<Events> operator()(const command::Abort& c) const;
  // decide_time.cpp: and set the dates
  Result<Events> operator()(const command::MoveJ& c) const;
  Result<Events> operator()(const command::LiftFreeze& c) const;
  // decide_gate.cpp: people decide gates
  Result<Events> operator()(const command::Decide& c) const;
  Result<Events> operator()(const command::BreakGlass& c) const;
  // decide_amendment.cpp: and change the plan
  Result<Events> operator()(const command::Amend& c) const;
  Result<Events> operator()(const command::DecideAmendment& c) const;
  Result<Events> operator()(const command::WithdrawAmendment& c) const;
  // decide_people.cpp: who is who, and what decisions have asked for
  Result<Events> operator()(const command::CloseReservation& c) const;
  Result<Events> operator()(const command::Bind& c) const;
  Result<Events> operator()(const command::Delegate& c) const;
  // decide_evidence.cpp: people attach files
  Result<Events> operator()(const command::AddEvidence& c) const;
  // decide_contingency.cpp: people decide contingencies
  Result<Events> operator()(const command::Activate& c) const;
  Result<Events> operator()(const command::Decline& c) const;
  // decide_item.cpp: people act on items
  Result<Events> operator()(const command::StartTask& c) const;
  Result<Events> operator()(const command::EndTask& c) const;
  Result<Events> operator()(const command::RetryItem& c) const;
  Result<Events> operator()(const command::SkipItem& c) const;
  Result<Events> operator()(const command::MarkDone& c) const;
  Result<Events> operator()(const command::AnswerDoubt& c) const;
  Result<Events> operator()(const command::AnswerQuestion& c) const;
  // decide_engine.cpp: bodies and the world report
  Result<Events> operator()(const command::Tick& c) const;
  Result<Events> operator()(const command::TakeOver& c) const;
  Result<Events> operator()(const command::RequestEffect& c) const;
  Result<Events> operator()(const command::FinishEffect& c) const;
  Result<Events> operator()(const command::LoseEffect& c) const;
  Result<Events> operator()(const command::FinishBody& c) const;
  Result<Events> operator()(const command::BodyDiverged& c) const;
  // decide_watch.cpp: watches change their verdict, and people say what an inconclusive one is
  Result<Events> operator()(const command::JudgeWatch& c) const;

 private:
  // As which role somebody acts at a gate, and whose deputy they are in it.
  struct Seat {
    std::string role, on_behalf_of;
  };
  // The gate, if it can be decided now.
  Result<ItemIndex> gate_to_decide(const std::string& reference) const;
  // One that neither the actor nor whom they stand in for has among those `taken` already.
  Result<Seat> seat_at(ItemIndex gate, const std::string& wanted_role,
                       const std::vector<Decision>& taken) const;
  [[nodiscard]] Result<void> check_seen(ItemIndex gate, const std::string& seen) const;
  Result<const Amendment*> amendment_to_decide(int number) const;
  Result<std::string> approving_role(const Amendment* amendment,
                                     const std::string& wanted_role) const;
  Result<Seat> seat_at_amendment(const Amendment& amendment, const std::string& wanted_role) const;
  // It is approved, or needs no approval: what that comes to.
  Result<Events> application(int number, const std::shared_ptr<const Plan>& plan,
                             bool has_effect) const;
  // What was seen, against what is decided on now.
  static Result<void> check_digits(const std::string& seen, const std::string& subject,
                                   const std::string& what);
  Result<std::vector<Condition>> conditions_of(const command::Decide& c) const;
  [[nodiscard]] Result<void> check_owner(const std::string& owner) const;  // of a condition
  [[nodiscard]] Result<void> check_role_known(const std::string& role) const;
  // A name, and somebody's; `place`: the field that gives it.
  [[nodiscard]] Result<void> check_person(const std::string& name, const std::string& place) const;
  [[nodiscard]] Date today() const;  // in the plan's zone, on the run's clock
  // A drill may have answers come late.
  [[nodiscard]] Result<void> check_in_time(ItemIndex item) const;
  // By path or tail; of that kind if one is wanted.
  Result<ItemIndex> item_of(const std::string& reference, std::optional<ItemKind> kind = {}) const;
  // The item, if its owner's role or a lead's entitles the actor; past the point of no return: a
  // lead's.
  Result<ItemIndex> item_to_act_on(const std::string& reference) const;
  [[nodiscard]] ItemIndex meant_by(ItemIndex named) const;
  // "go-live/go is closed: it can be decided once it is open".
  tl::unexpected<Error> conflict(ItemIndex item, const std::string& way_out) const;
  // The same, or the freeze or window that it waits for.
  tl::unexpected<Error> too_early(ItemIndex item, const std::string& way_out) const;
  tl::unexpected<Error> over() const;
  Result<void> check_task(ItemIndex item) const;
  // In no freeze, and in its windows.
  [[nodiscard]] Result<void> check_unfrozen(ItemIndex item) const;
  [[nodiscard]] Result<void> check_windows(ItemIndex item, Instant run_now) const;
  // Of an item's open questions, the one that is answered.
  Result<OpenQuestion> question_meant(ItemIndex item, const command::AnswerQuestion& c) const;
  Result<void> check_answerer(const OpenQuestion& asked) const;
  // What somebody says of a watch that is inconclusive.
  Result<Events> answer_watch(const OpenQuestion& asked, const command::AnswerQuestion& c) const;
  // Of a watch that ends: its outcome, or, while it asks, that it waits for the answer.
  static Events end_of(const Attempt& attempt, const Effect& effect,
                       const command::FinishEffect& c);

  const Run& run_;
  const Command& command_;
};

}  // namespace golive
