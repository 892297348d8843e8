// People change the plan of a run: somebody proposes, others approve.
#include <algorithm>
#include <iterator>
#include <memory>

#include "base/limits.h"
#include "core/amendment.h"
#include "core/decider.h"
#include "core/move.h"
#include "core/rights.h"

namespace golive {
namespace {

std::string numbered(int number) { return "amendment " + std::to_string(number); }

// A plan without roles is its starter's own, and so is what becomes of it.
bool is_own(const Run& run, const std::string& proposer) {
  return run.plan->roles.empty() && proposer == run.starter;
}

// The gates of which something was said that nothing has used yet: they are asked anew.
std::vector<ItemIndex> answered_gates(const Run& run, const Plan& amended) {
  std::vector<ItemIndex> gates;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const ItemRun& state = run.items[index];
    if (run.plan->items[index].kind != ItemKind::gate || amended.items[index].removed) continue;
    if (!is_answered_or_open(run, index)) continue;
    if (!state.decisions.empty() || state.state == ItemState::refused) gates.push_back(index);
  }
  return gates;
}

Result<void> check_calm(const Run& run) {
  if (!rolling_back(run) && !run.active_contingency) return {};
  return fail(ErrorKind::conflict,
              rolling_back(run) ? "a rollback is under way"
                                : run.plan->items[*run.active_contingency].path + " is under way",
              {}, "amend the plan once it has ended");
}

// Another may have been applied since.
Result<void> check_held_against(const Run& run, const command::Amend& c) {
  const std::string& now = run.plan->hash;
  const bool is_seen = c.seen.empty() || (c.seen.size() >= seen_digits && now.starts_with(c.seen));
  if (is_seen && (c.onto.empty() || c.onto == now)) return {};
  return fail(ErrorKind::stale,
              "the plan of " + run.id + " is not the one that it was held against", "seen",
              "compare again: it is " + now.substr(0, seen_digits) + " now");
}

}  // namespace

Result<Events> Decider::application(int number, const std::shared_ptr<const Plan>& plan,
                                    bool has_effect) const {
  auto timeline = resolve_timeline(*plan, run_.timeline->j, run_.timeline->zone);
  if (!timeline) return tl::unexpected(timeline.error());
  keep_begun(run_, *timeline);
  Events events;
  if (has_effect)
    for (const ItemIndex gate : answered_gates(run_, *plan))
      events.push_back(event::GateLapsed{gate, "the plan is amended: " + numbered(number)});
  events.push_back(
      event::AmendmentApplied{number, std::make_shared<const Timeline>(*std::move(timeline))});
  return events;
}

Result<Events> Decider::operator()(const command::Amend& c) const {
  const Actor& actor = command_.actor;
  if (!actor.may_bring_code)
    return fail(ErrorKind::forbidden, actor.name + " may not bring a runbook", {},
                "golive user add " + actor.name + " --may-bring-code");
  if (is_final(run_)) return over();
  if (auto calm = check_calm(run_); !calm) return tl::unexpected(calm.error());
  if (auto held = check_held_against(run_, c); !held) return tl::unexpected(held.error());
  if (const int open = open_amendment(run_); open != 0)
    return fail(ErrorKind::conflict, numbered(open) + " waits for its decisions", {},
                "have it decided, or withdraw it: golive withdraw-amendment " + run_.id + " " +
                    std::to_string(open));
  if (run_.amendments.size() >= limits::amendments_per_run)
    return fail(ErrorKind::conflict,
                "the run has been amended " + std::to_string(limits::amendments_per_run) + " times",
                {}, "start a new run");
  PlanComparison found = compare_plans(run_, *c.plan);
  if (!found.obstacles.empty()) return tl::unexpected(found.obstacles.front());
  const int number = static_cast<int>(run_.amendments.size()) + 1;
  Events events{event::AmendmentProposed{number, found.plan, changes_in(found), found.settings,
                                         found.has_effect, c.reason}};
  if (found.has_effect && !is_own(run_, actor.name)) return events;
  auto applied = application(number, found.plan, found.has_effect);
  if (!applied) return applied;
  std::move(applied->begin(), applied->end(), std::back_inserter(events));
  return events;
}

Result<const Amendment*> Decider::amendment_to_decide(int number) const {
  const Amendment* amendment = find_amendment(run_, number);
  if (amendment == nullptr)
    return fail(ErrorKind::not_found, "the run has no amendment " + std::to_string(number),
                "amendment", "golive status lists the one that waits");
  if (is_final(run_)) return over();
  if (amendment->state == AmendmentState::open) return amendment;
  return fail(ErrorKind::conflict,
              numbered(number) + " is " + std::string(text_of(amendment->state)) +
                  (amendment->why.empty() ? "" : ": " + amendment->why),
              "amendment", "propose a new one");
}

// Rights are looked at before the state: also where there is no such amendment.
Result<std::string> Decider::approving_role(const Amendment* amendment,
                                            const std::string& wanted_role) const {
  const Actor& actor = command_.actor;
  const auto roles = roles_of(approval_of(*run_.plan));
  const auto is_taken = [&](const std::string& role) {
    return amendment != nullptr &&
           std::any_of(amendment->decisions.begin(), amendment->decisions.end(),
                       [&](const Decision& made) { return made.role == role; });
  };
  const auto holds = [&](const std::string& role) {
    const auto& own = actor.roles;
    return run_.plan->roles.empty() ? actor.name == run_.starter
                                    : std::find(own.begin(), own.end(), role) != own.end();
  };
  if (!wanted_role.empty() && std::find(roles.begin(), roles.end(), wanted_role) == roles.end())
    return fail(ErrorKind::invalid, "the role " + wanted_role + " has no say in amendments", "role",
                "leave it out, or take a role of the plan's approved_by");
  std::string taken, listed;
  for (const std::string& role : roles) {
    listed += (listed.empty() ? "" : " or ") + role;
    if (!holds(role) || (!wanted_role.empty() && role != wanted_role)) continue;
    if (!is_taken(role)) return role;
    if (taken.empty()) taken = role;
  }
  if (!taken.empty()) return taken;
  return fail(ErrorKind::forbidden,
              actor.name + " may not decide amendments: it takes the role " + listed, {},
              "ask someone with that role");
}

Result<Decider::Seat> Decider::seat_at_amendment(const Amendment& amendment,
                                                 const std::string& wanted_role) const {
  const Actor& actor = command_.actor;
  auto role = approving_role(&amendment, wanted_role);
  if (!role) return tl::unexpected(role.error());
  std::string holder;
  if (const auto deputy = actor.deputy_for.find(*role); deputy != actor.deputy_for.end())
    holder = deputy->second.front();
  const bool is_barred = !run_.plan->starter_may_decide &&
                         (actor.name == amendment.proposer || holder == amendment.proposer);
  if (is_barred)
    return fail(ErrorKind::forbidden,
                amendment.proposer + " proposed this amendment, and so does not decide it", {},
                "someone else with the role " + *role +
                    " decides; or the plan says starter_may_decide = true");
  for (const Decision& made : amendment.decisions)
    for (const std::string& person : {actor.name, holder})
      if (!person.empty() && (made.actor == person || made.on_behalf_of == person))
        return fail(ErrorKind::conflict,
                    person + " has decided already: " + std::string(text_of(made.verdict)) +
                        " as " + made.role,
                    {}, "distinct roles are for distinct people");
  return Seat{*std::move(role), holder};
}

Result<Events> Decider::operator()(const command::DecideAmendment& c) const {
  if (auto role = approving_role(nullptr, c.role); !role) return tl::unexpected(role.error());
  const auto amendment = amendment_to_decide(c.amendment);
  if (!amendment) return tl::unexpected(amendment.error());
  auto seat = seat_at_amendment(**amendment, c.role);
  if (!seat) return tl::unexpected(seat.error());
  const std::string subject = amendment_subject(run_, c.amendment);
  if (auto seen = check_digits(c.seen, subject, numbered(c.amendment)); !seen)
    return tl::unexpected(seen.error());
  if (c.verdict == Verdict::reservations)
    return fail(ErrorKind::invalid, "an amendment is approved or refused as it is", "verdict",
                "decide go or no-go");
  Events events{event::AmendmentDecided{c.amendment, seat->role, c.verdict, c.reason, subject,
                                        seat->on_behalf_of}};
  auto decisions = (*amendment)->decisions;
  decisions.push_back(
      {command_.actor.name, seat->role, c.verdict, {}, {}, {}, {}, seat->on_behalf_of});
  if (quorum(approval_of(*run_.plan), decisions) != Quorum::reached) return events;
  if (auto calm = check_calm(run_); !calm) return tl::unexpected(calm.error());
  auto applied = application(c.amendment, (*amendment)->plan, (*amendment)->has_effect);
  if (!applied) return applied;
  std::move(applied->begin(), applied->end(), std::back_inserter(events));
  return events;
}

Result<Events> Decider::operator()(const command::WithdrawAmendment& c) const {
  const Amendment* proposed = find_amendment(run_, c.amendment);
  if (proposed == nullptr || command_.actor.name != proposed->proposer)
    if (auto role = lead_role(run_, command_.actor, "withdraw " + numbered(c.amendment)); !role)
      return tl::unexpected(role.error());
  const auto amendment = amendment_to_decide(c.amendment);
  if (!amendment) return tl::unexpected(amendment.error());
  return Events{event::AmendmentWithdrawn{c.amendment, c.reason}};
}

}  // namespace golive
