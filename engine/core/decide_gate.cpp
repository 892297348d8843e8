// People decide gates.
#include <algorithm>

#include "base/limits.h"
#include "core/decider.h"
#include "core/rights.h"
#include "core/site.h"
#include "core/subject.h"

namespace golive {
namespace {

Result<void> check_rehearsed(const Run& run, const Item& item, const Command& command) {
  if (run.mode != Mode::live || item.rehearsed_phase.empty()) return {};
  const auto last = command.rehearsed.find(item.rehearsed_phase);
  const Duration within = item.rehearsed_within.value_or(Duration::max());
  if (last != command.rehearsed.end() && command.at - last->second <= within) return {};
  return fail(ErrorKind::conflict,
              item.path + " requires a rehearsal of " + item.rehearsed_phase + " within the last " +
                  to_text(within) + ", and there is none",
              item.path, "rehearse it: golive run ... --mode rehearsal");
}

bool is_seat_of(const Decision& made, const std::string& person) {
  return made.actor == person || made.on_behalf_of == person;
}

const Decision* taken_by(const std::vector<Decision>& taken, const std::string& person) {
  const auto found = std::find_if(taken.begin(), taken.end(),
                                  [&](const Decision& made) { return is_seat_of(made, person); });
  return found == taken.end() ? nullptr : &*found;
}

std::string said_by(const Decision& made) {
  return made.actor + " as " + made.role +
         (made.on_behalf_of.empty() ? "" : " for " + made.on_behalf_of);
}

}  // namespace

Result<ItemIndex> Decider::gate_to_decide(const std::string& reference) const {
  auto gate = item_of(reference, ItemKind::gate);
  if (!gate) return gate;
  if (is_final(run_)) return over();
  return gate;
}

Result<Decider::Seat> Decider::seat_at(ItemIndex gate, const std::string& wanted_role,
                                       const std::vector<Decision>& taken) const {
  const Actor& actor = command_.actor;
  const std::string& path = run_.plan->items[gate].path;
  auto role = deciding_role(run_, gate, actor, wanted_role);
  if (!role) return tl::unexpected(role.error());
  const ItemState state = run_.items[gate].state;
  if (state != ItemState::open && state != ItemState::held)
    return too_early(gate, "it can be decided once it is open");
  if (auto in_time = check_in_time(gate); !in_time) return tl::unexpected(in_time.error());
  const bool is_barred = !run_.plan->starter_may_decide;
  const auto refuse_starter = [&](const std::string& who, const std::string& whose) {
    return fail(ErrorKind::forbidden, who + " started this run, and so does not decide " + whose,
                path,
                "someone else with the role " + *role +
                    " decides; or the plan says starter_may_decide = true");
  };
  if (is_barred && actor.name == run_.starter) return refuse_starter(actor.name, "its gates");
  if (const Decision* made = taken_by(taken, actor.name))
    return fail(ErrorKind::conflict,
                actor.name + " has decided already: " + std::string(text_of(made->verdict)) +
                    " as " + made->role + (made->actor == actor.name ? "" : ", by " + made->actor),
                path, "distinct roles are for distinct people");
  if (!actor.deputy_for.contains(*role)) return Seat{*role, {}};
  const Decision* made = nullptr;
  for (const std::string& holder : actor.deputy_for.at(*role)) {
    if (is_barred && holder == run_.starter) continue;
    made = taken_by(taken, holder);
    if (made == nullptr) return Seat{*role, holder};
  }
  if (made == nullptr) return refuse_starter(run_.starter, "by a deputy");
  return fail(ErrorKind::conflict,
              "of " + *role + " there is a decision already by " + said_by(*made), path,
              "a deputy and whom they stand in for count once");
}

Result<void> Decider::check_seen(ItemIndex gate, const std::string& seen) const {
  if (seen.empty()) return {};
  return check_digits(seen, subject_of(run_, gate), run_.plan->items[gate].path);
}

Result<void> Decider::check_digits(const std::string& seen, const std::string& subject,
                                   const std::string& path) {
  if (seen.empty()) return {};
  if (seen.size() < seen_digits)
    return fail(ErrorKind::invalid,
                "takes at least " + std::to_string(seen_digits) + " digits of the subject", "seen");
  if (subject.starts_with(seen)) return {};
  return fail(ErrorKind::stale, "what " + path + " rests on is not what you have seen", path,
              "look again: it is " + subject.substr(0, seen_digits) + " now");
}

Result<std::vector<Condition>> Decider::conditions_of(const command::Decide& c) const {
  if (c.verdict != Verdict::reservations && !c.conditions.empty())
    return fail(ErrorKind::invalid, "a " + std::string(text_of(c.verdict)) + " has no conditions",
                "conditions", "decide reservations: a GO with conditions");
  if (c.conditions.size() > limits::conditions)
    return fail(ErrorKind::too_large,
                "more than " + std::to_string(limits::conditions) + " conditions", "conditions",
                "with so many of them it is a no-go");
  auto conditions = c.conditions;
  // Said in the reason alone, a reservation is one all the same: else nobody would follow it.
  if (c.verdict == Verdict::reservations && conditions.empty()) conditions.push_back({c.reason});
  const Date first = today();
  for (Condition& each : conditions) {
    if (each.owner.empty())
      each.owner = command_.actor.name;
    else if (auto known = check_owner(each.owner); !known)
      return tl::unexpected(known.error());
    if (each.due.empty())
      each.due = *due_day("J+1", run_.timeline->j) < first ? to_text(first) : "J+1";
    const auto day = due_day(each.due, run_.timeline->j);
    if (!day) return tl::unexpected(day.error());
    if (*day < first)
      return fail(ErrorKind::invalid, "due " + each.due + ": that day is over", "conditions",
                  "choose a day from today on");
  }
  return conditions;
}

Result<void> Decider::check_owner(const std::string& owner) const {
  if (find_role(*run_.plan, owner) != nullptr) return {};
  if (auto named = check_name(owner); !named)
    return fail(ErrorKind::invalid, "the owner \"" + owner + "\" is no role and no name",
                "conditions", named.error().what);
  return check_person(owner, "conditions");
}

Result<Events> Decider::operator()(const command::Decide& c) const {
  auto gate = gate_to_decide(c.gate);
  if (!gate) return tl::unexpected(gate.error());
  const Item& item = run_.plan->items[*gate];
  auto decisions = run_.items[*gate].decisions;
  auto seat = seat_at(*gate, c.role, decisions);
  if (!seat) return tl::unexpected(seat.error());
  if (auto seen = check_seen(*gate, c.seen); !seen) return tl::unexpected(seen.error());
  if (c.verdict != Verdict::no_go)
    if (auto rehearsed = check_rehearsed(run_, item, command_); !rehearsed)
      return tl::unexpected(rehearsed.error());
  auto conditions = conditions_of(c);
  if (!conditions) return tl::unexpected(conditions.error());
  Events events{event::DecisionMade{*gate, seat->role, c.verdict, c.reason, std::move(*conditions),
                                    subject_of(run_, *gate), seat->on_behalf_of}};
  decisions.push_back(
      {command_.actor.name, seat->role, c.verdict, {}, {}, {}, {}, seat->on_behalf_of});
  switch (quorum(item.decided_by, decisions)) {
    case Quorum::open:
      break;
    case Quorum::reached:
      events.push_back(event::GateApproved{*gate});
      break;
    case Quorum::refused:
      events.push_back(event::GateRefused{*gate});
      break;
  }
  return events;
}

Result<Events> Decider::operator()(const command::BreakGlass& c) const {
  auto gate = gate_to_decide(c.gate);
  if (!gate) return tl::unexpected(gate.error());
  auto waiting = run_.items[*gate].glass;
  const Instant now = run_time(run_, command_.at);
  std::erase_if(waiting,
                [&](const Decision& first) { return first.at + limits::break_glass_wait <= now; });
  const auto found = taken_by(waiting, command_.actor.name);
  const ItemState state = run_.items[*gate].state;
  if (found != nullptr && (state == ItemState::open || state == ItemState::held))
    return fail(ErrorKind::conflict, said_by(*found) + " has broken the glass already",
                run_.plan->items[*gate].path, "it takes a second person");
  auto seat = seat_at(*gate, c.role, waiting);
  if (!seat) return tl::unexpected(seat.error());
  Events events{event::GlassBroken{*gate, seat->role, c.reason, seat->on_behalf_of}};
  if (waiting.empty()) return events;
  const Decision& first = waiting.front();
  const Decision second{command_.actor.name, seat->role, {}, {}, {}, {}, {}, seat->on_behalf_of};
  events.push_back(event::GateWaived{*gate, "break-glass by " + said_by(first) + " (" +
                                                first.reason + ") and " + said_by(second) + " (" +
                                                c.reason + ")"});
  return events;
}

}  // namespace golive
