// Decider: the answer to one command in one state; one overload a command, spread over decide*.cpp
// by who asks.
#pragma once

#include "core/decide.h"

namespace golive {

using Events = std::vector<EventBody>;

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
  // decide_gate.cpp: people decide
  Result<Events> operator()(const command::Decide& c) const;
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

 private:
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
  tl::unexpected<Error> over() const;
  Result<void> check_task(ItemIndex item) const;
  // In no freeze, and in its windows.
  [[nodiscard]] Result<void> check_unfrozen(ItemIndex item) const;
  [[nodiscard]] Result<void> check_windows(ItemIndex item, Instant run_now) const;
  Result<void> check_answerer(ItemIndex item, const Effect& question) const;

  const Run& run_;
  const Command& command_;
};

}  // namespace golive
