#include "core/decide.h"

#include <algorithm>

#include "core/consequence.h"
#include "core/decider.h"
#include "core/rights.h"

namespace golive {

namespace {

// Of the roles that the actor would have, those in which nobody is there in this drill.
std::string away_as(const Run& run, const Actor& actor) {
  std::string away;
  for (const std::string& role : actor.roles)
    if (std::find(run.drill.absent.begin(), run.drill.absent.end(), role) != run.drill.absent.end())
      away += (away.empty() ? "" : " or ") + role;
  return away;
}

}  // namespace

Result<std::vector<EventBody>> decide(const Run& run, const Command& command) {
  if (run.drill.absent.empty() && run.bound.empty() && run.delegations.empty())
    return std::visit(Decider(run, command), command.body);
  Command known = command;
  known.actor = entitled(run, command.actor, command.at);
  auto events = std::visit(Decider(run, known), known.body);
  if (events || events.error().kind != ErrorKind::forbidden) return events;
  if (const std::string away = away_as(run, command.actor); !away.empty())
    events.error().way_out = "this rehearsal is a drill: nobody is there as " + away;
  return events;
}

Result<void> Decider::check_in_time(ItemIndex item) const {
  const auto& asked = run_.items[item].opened_clock;
  const Duration late = lateness_of(run_.drill, run_.plan->items[item]);
  if (!asked || command_.at >= *asked + late) return {};
  return fail(ErrorKind::conflict,
              "answers to " + run_.plan->items[item].path + " come " + to_text(late) +
                  " late in this drill: this one counts from " + to_text(*asked + late) + " on",
              run_.plan->items[item].path, "say it again then");
}

Result<ItemIndex> Decider::item_of(const std::string& reference,
                                   std::optional<ItemKind> kind) const {
  auto index = resolve_item(*run_.plan, reference);
  if (!index || !kind || run_.plan->items[*index].kind == *kind) return index;
  return fail(ErrorKind::invalid, "\"" + reference + "\" is a " +
                                      std::string(text_of(run_.plan->items[*index].kind)) +
                                      ", not a " + std::string(text_of(*kind)));
}

Result<ItemIndex> Decider::item_to_act_on(const std::string& reference) const {
  auto index = item_of(reference);
  if (!index) return index;
  *index = meant_by(*index);
  const ItemRun& item = run_.items[*index];
  const bool asks_a_lead = item.state == ItemState::held && item.past_return;
  const auto role =
      asks_a_lead ? leading_role(run_, command_.actor) : acting_role(run_, *index, command_.actor);
  if (!role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  return index;
}

// A parallel has no id: while its condition needs somebody, it goes by its holder's path.
ItemIndex Decider::meant_by(ItemIndex named) const {
  const auto& items = run_.plan->items;
  for (ItemIndex index = named + 1; index < items.size(); ++index)
    if (items[index].path == items[named].path &&
        (run_.items[index].state == ItemState::failed || attempt_under_way(run_, index)))
      return index;
  return named;
}

tl::unexpected<Error> Decider::conflict(ItemIndex item, const std::string& way_out) const {
  return fail(ErrorKind::conflict,
              run_.plan->items[item].path + " is " + std::string(text_of(state_of(run_, item))),
              run_.plan->items[item].path, way_out);
}

tl::unexpected<Error> Decider::over() const {
  return fail(ErrorKind::conflict,
              "the run " + run_.id + " is over: " + std::string(text_of(state_of(run_))), {},
              "start a new run");
}

Result<Events> Decider::operator()(const command::Pause& c) const {
  if (auto role = leading_role(run_, command_.actor); !role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (run_.paused) return fail(ErrorKind::conflict, "the run " + run_.id + " is paused already");
  return Events{event::RunPaused{c.reason}};
}

Result<Events> Decider::operator()(const command::Resume& c) const {
  if (auto role = leading_role(run_, command_.actor); !role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (!run_.paused)
    return fail(ErrorKind::conflict, "the run " + run_.id + " is not paused", {},
                run_.holds.empty() ? "" : "it is held: retry, skip, or activate a contingency");
  return Events{event::RunResumed{c.reason}};
}

Result<Events> Decider::operator()(const command::Abort& c) const {
  if (auto role = leading_role(run_, command_.actor); !role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  const auto& order = run_.started_order;
  const auto last = std::find_if(order.rbegin(), order.rend(),
                                 [&](ItemIndex item) { return !contingency_of(*run_.plan, item); });
  if (!c.rollback || last == order.rend()) return Events{event::RunAborted{c.reason, false}};
  if (rolling_back(run_))
    return fail(ErrorKind::conflict, "a rollback is under way", {},
                "wait for it, or abort without rollback");
  ItemIndex phase = *last;
  while (run_.plan->items[phase].parent) phase = *run_.plan->items[phase].parent;
  Events events;
  if (run_.active_contingency) events.push_back(event::ContingencyEnded{*run_.active_contingency});
  auto undoing = rollback(run_, phase, c.reason);
  std::move(undoing.begin(), undoing.end(), std::back_inserter(events));
  return events;
}

}  // namespace golive
