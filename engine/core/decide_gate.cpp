// Decisions of people: gates and contingencies.
#include <algorithm>

#include "base/sha256.h"
#include "core/consequence.h"
#include "core/decider.h"
#include "core/rights.h"

namespace golive {
namespace {

// What a decision rests on, as shown to who decides: the plan and every result there is.
std::string subject_of(const Run& run, ItemIndex gate) {
  std::string text = run.plan->hash + "\n" + run.plan->items[gate].path + "\n";
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const ItemRun& item = run.items[index];
    if (index == gate || !item.ended_at) continue;
    text += run.plan->items[index].path + " " + std::string(text_of(item.state)) + " " +
            item.result + "\n";
  }
  return sha256(text);
}

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

}  // namespace

Result<Events> Decider::operator()(const command::Decide& c) const {
  auto gate = item_of(c.gate, ItemKind::gate);
  if (!gate) return tl::unexpected(gate.error());
  const Item& item = run_.plan->items[*gate];
  const ItemRun& state = run_.items[*gate];
  if (is_final(run_)) return over();
  auto role = deciding_role(run_, *gate, command_.actor, c.role);
  if (!role) return tl::unexpected(role.error());
  if (state.state != ItemState::open && state.state != ItemState::held)
    return conflict(*gate, "it can be decided once it is open");
  if (auto in_time = check_in_time(*gate); !in_time) return tl::unexpected(in_time.error());
  if (command_.actor.name == run_.starter && !run_.plan->starter_may_decide)
    return fail(ErrorKind::forbidden,
                command_.actor.name + " started this run, and so does not decide its gates",
                item.path,
                "someone else with the role " + *role +
                    " decides; or the plan says starter_may_decide = true");
  for (const Decision& made : state.decisions)
    if (made.actor == command_.actor.name)
      return fail(ErrorKind::conflict,
                  made.actor + " has decided already: " + std::string(text_of(made.verdict)) +
                      " as " + made.role,
                  item.path, "distinct roles are for distinct people");
  if (c.verdict != Verdict::no_go)
    if (auto rehearsed = check_rehearsed(run_, item, command_); !rehearsed)
      return tl::unexpected(rehearsed.error());
  Events events{event::DecisionMade{*gate, *role, c.verdict, c.reason, c.conditions,
                                    subject_of(run_, *gate)}};
  auto decisions = state.decisions;
  decisions.push_back({command_.actor.name, *role, c.verdict, {}, {}, {}, {}});
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

Result<Events> Decider::operator()(const command::Activate& c) const {
  auto index = item_of(c.contingency, ItemKind::contingency);
  if (!index) return tl::unexpected(index.error());
  auto role = deciding_role(run_, *index, command_.actor, {});
  if (!role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (!run_.started) return fail(ErrorKind::conflict, "the run has not started");
  if (run_.items[*index].contingency == ContingencyState::offered)
    if (auto in_time = check_in_time(*index); !in_time) return tl::unexpected(in_time.error());
  if (run_.active_contingency || rolling_back(run_))
    return fail(
        ErrorKind::conflict,
        run_.active_contingency
            ? "the contingency " + run_.plan->items[*run_.active_contingency].path + " is under way"
            : "a rollback is under way",
        c.contingency, "wait for its end");
  return activation(run_, *index, *role, c.reason);
}

Result<Events> Decider::operator()(const command::Decline& c) const {
  auto index = item_of(c.contingency, ItemKind::contingency);
  if (!index) return tl::unexpected(index.error());
  auto role = deciding_role(run_, *index, command_.actor, {});
  if (!role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (run_.items[*index].contingency != ContingencyState::offered)
    return fail(ErrorKind::conflict,
                "the contingency " + run_.plan->items[*index].path + " is " +
                    std::string(text_of(run_.items[*index].contingency)),
                c.contingency, "only one that is offered can be declined");
  if (auto in_time = check_in_time(*index); !in_time) return tl::unexpected(in_time.error());
  return Events{event::ContingencyDeclined{*index, *role, c.reason}};
}

}  // namespace golive
