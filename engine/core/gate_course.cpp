#include "core/gate_course.h"

#include <algorithm>

#include "core/subject.h"

namespace golive {
namespace {

using Events = std::vector<EventBody>;

bool is_undecided(const ItemRun& gate) {
  return gate.state == ItemState::open || gate.state == ItemState::held;
}

bool is_unused_go(const ItemRun& gate) { return gate.state == ItemState::approved && !gate.used; }

// Held by silence: the next rung of its escalation; after the last one, its no-go. Who was told
// last has as long to answer as those who were asked first.
std::optional<Instant> next_rung(const Item& gate, const ItemRun& state) {
  if (state.state != ItemState::held || !state.held_clock || gate.escalation.empty())
    return std::nullopt;
  const auto climbed = static_cast<std::size_t>(state.rungs);
  if (climbed < gate.escalation.size()) return *state.held_clock + gate.escalation[climbed].after;
  return *state.held_clock + gate.escalation.back().after + gate.within.value_or(Duration{});
}

// Why a decision does not count any more; empty while it does.
std::string lapse_of(const Run& run, ItemIndex gate, const Decision& made,
                     const std::string& subject) {
  if (made.subject != subject) return subject_change(run, gate, made.at);
  const auto bound = run.bound.find(made.role);
  const std::string& holder = made.on_behalf_of.empty() ? made.actor : made.on_behalf_of;
  if (bound == run.bound.end() ||
      std::find(bound->second.begin(), bound->second.end(), holder) != bound->second.end())
    return {};
  return holder + " does not hold the role " + made.role + " in this run any more";
}

EventBody climb(const Run& run, ItemIndex index) {
  const Item& gate = run.plan->items[index];
  const auto climbed = static_cast<std::size_t>(run.items[index].rungs);
  if (climbed < gate.escalation.size()) {
    const Rung& rung = gate.escalation[climbed];
    return event::GateEscalated{index, rung.to,
                                "no decision " + to_text(rung.after) + " after it was held"};
  }
  return event::GateRefused{index, "no decision, up to the end of its escalation"};
}

}  // namespace

std::vector<EventBody> lapse_decisions(const Run& run, Instant) {
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const ItemRun& state = run.items[index];
    if (state.decisions.empty() || (!is_undecided(state) && !is_unused_go(state))) continue;
    const std::string subject = subject_of(run, index);
    Events events;
    std::string why;
    for (const Decision& made : state.decisions) {
      const auto lapse = lapse_of(run, index, made, subject);
      if (lapse.empty()) continue;
      why = lapse;
      events.push_back(event::DecisionLapsed{index, made.actor, made.role, why});
    }
    if (events.empty()) continue;
    if (is_unused_go(state)) events.push_back(event::GateLapsed{index, why});
    return events;
  }
  return {};
}

std::vector<EventBody> watch_deadlines(const Run& run, Instant now) {
  Events events;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = run.plan->items[index];
    const ItemRun& state = run.items[index];
    if (!item.within && !item.valid_for) continue;
    const auto deadline = next_deadline_of(run, index);
    if (!deadline || *deadline > now) continue;
    if (state.contingency == ContingencyState::offered)
      events.push_back(event::ContingencyOverdue{index});
    else if (state.state == ItemState::open)
      events.push_back(event::GateHeld{index, "no decision within " + to_text(*item.within)});
    else if (state.state == ItemState::held)
      events.push_back(climb(run, index));
    else
      events.push_back(
          event::GateLapsed{index, "the GO was not used within " + to_text(*item.valid_for)});
  }
  return events;
}

std::optional<Instant> next_deadline_of(const Run& run, ItemIndex index) {
  const Item& item = run.plan->items[index];
  const ItemRun& state = run.items[index];
  const bool is_asked = state.state == ItemState::open ||
                        (state.contingency == ContingencyState::offered && !state.overdue);
  if (is_asked && item.within && state.opened_clock) return *state.opened_clock + *item.within;
  if (is_unused_go(state) && item.valid_for && state.ended_at)
    return *state.ended_at + *item.valid_for - run.offset;
  return next_rung(item, state);
}

}  // namespace golive
