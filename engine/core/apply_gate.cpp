// What happens to gates and to what their decisions ask for; and who is who.
#include <algorithm>

#include "base/limits.h"
#include "core/applier.h"

namespace golive {

void Applier::operator()(const event::DecisionMade& e) {
  at(e.gate).decisions.push_back(
      {event_.actor, e.role, e.verdict, e.reason, e.conditions, now_, e.subject, e.on_behalf_of});
  for (const Condition& condition : e.conditions)
    run_.reservations.push_back({e.gate, event_.actor, e.role, condition, now_});
}

void Applier::operator()(const event::DecisionLapsed& e) {
  std::erase_if(at(e.gate).decisions, [&](const Decision& made) { return made.actor == e.person; });
  for (Reservation& each : run_.reservations)
    if (each.gate == e.gate && each.actor == e.person && !each.closed) each.lapsed = true;
}

void Applier::operator()(const event::GateApproved& e) {
  settle(e.gate, ItemState::approved, {});
  release(e.gate);
  run_.owed_head = HeadOccasion::gate;
}

void Applier::operator()(const event::GateRefused& e) {
  at(e.gate).state = ItemState::refused;
  at(e.gate).error = e.why;
  at(e.gate).ended_at = now_;
  run_.holds.insert(e.gate);
  run_.owed_head = HeadOccasion::gate;
}

void Applier::operator()(const event::GateHeld& e) {
  ItemRun& gate = at(e.gate);
  if (gate.state == ItemState::open) {
    gate.held_clock = event_.at;
  } else {  // held before it was asked, or asked again
    ask_again(e.gate);
    gate.opened_at.reset();
    gate.opened_clock.reset();
  }
  gate.state = ItemState::held;
  gate.error = e.why;
  run_.holds.insert(e.gate);
}

void Applier::operator()(const event::GateLapsed& e) {
  at(e.gate).state = ItemState::lapsed;
  at(e.gate).ended_at.reset();
  at(e.gate).error = e.why;
  for (Reservation& each : run_.reservations)
    if (each.gate == e.gate && !each.closed) each.lapsed = true;
  release(e.gate);
}

void Applier::operator()(const event::GateEscalated& e) { ++at(e.gate).rungs; }

// Whoever was alone with it for too long begins anew.
void Applier::operator()(const event::GlassBroken& e) {
  auto& glass = at(e.gate).glass;
  std::erase_if(glass, [&](const Decision& first) {
    return first.at + limits::break_glass_wait <= now_ || first.actor == event_.actor;
  });
  glass.push_back({event_.actor, e.role, {}, e.reason, {}, now_, {}, e.on_behalf_of});
}

void Applier::operator()(const event::GateWaived& e) {
  settle(e.gate, ItemState::waived, e.why);
  release(e.gate);
  run_.owed_head = HeadOccasion::gate;
}

void Applier::operator()(const event::ReservationClosed& e) {
  const auto place = static_cast<std::size_t>(e.reservation) - 1;
  if (place >= run_.reservations.size()) return;  // no log of golive's has it
  Reservation& closed = run_.reservations[place];
  closed.closed = now_;
  closed.closed_by = event_.actor;
  closed.closing_reason = e.reason;
}

void Applier::operator()(const event::EvidenceAdded& e) {
  run_.evidence.push_back({e.item, event_.actor, e.role, e.title, e.file, now_});
}

void Applier::operator()(const event::RoleBound& e) { run_.bound[e.role] = e.people; }

void Applier::operator()(const event::RoleDelegated& e) {
  std::erase_if(run_.delegations, [&](const Delegation& before) {
    return before.role == e.role && before.holder == e.holder;
  });
  run_.delegations.push_back({e.role, e.holder, e.deputy, e.since, e.until});
}

void Applier::ask_again(ItemIndex gate) {
  ItemRun& asked = at(gate);
  // What a GO that was used has asked for is asked for still.
  if (!asked.used)
    for (Reservation& each : run_.reservations)
      if (each.gate == gate && !each.closed) each.lapsed = true;
  asked.decisions.clear();
  asked.glass.clear();
  asked.used = false;
  asked.held_clock.reset();
  asked.rungs = 0;
}

}  // namespace golive
