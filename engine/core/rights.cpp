#include "core/rights.h"

#include <algorithm>

namespace golive {
namespace {

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool has_role(const Actor& actor, const std::string& role) { return contains(actor.roles, role); }

std::string listed(const std::vector<std::string>& roles) {
  std::string text;
  for (const std::string& role : roles) text += (text.empty() ? "" : " or ") + role;
  return text;
}

tl::unexpected<Error> forbid(const Actor& actor, const std::string& deed,
                             const std::vector<std::string>& roles) {
  return fail(ErrorKind::forbidden,
              actor.name + " may not " + deed + ": it takes the role " + listed(roles), {},
              "ask someone with that role");
}

// A plan without roles is its starter's own.
Result<std::string> one_of(const Run& run, const Actor& actor, std::vector<std::string> roles,
                           const std::string& deed) {
  if (run.plan->roles.empty()) {
    if (actor.name == run.starter) return "starter";
    return fail(ErrorKind::forbidden,
                actor.name + " may not " + deed + ": the plan has no roles, so " + run.starter +
                    ", who started the run, acts alone",
                {}, "ask " + run.starter + ", or add roles to the plan");
  }
  if (roles.empty())
    for (const Role& role : run.plan->roles) roles.push_back(role.id);
  for (const std::string& role : roles)
    if (has_role(actor, role)) return role;
  return forbid(actor, deed, roles);
}

// A deputy and whom they stand in for are one, and so is who decides twice.
bool has_enough(const Rule& rule, const std::vector<Decision>& decisions) {
  std::vector<std::string> people, seats;
  for (const Decision& made : decisions) {
    const std::string& seat = made.on_behalf_of.empty() ? made.actor : made.on_behalf_of;
    if (made.role != rule.role || made.verdict == Verdict::no_go) continue;
    if (contains(people, made.actor) || contains(seats, seat)) continue;
    people.push_back(made.actor);
    seats.push_back(seat);
  }
  return static_cast<int>(people.size()) >= std::max(rule.count, 1);
}

bool fulfilled(const Rule& rule, const std::vector<Decision>& decisions) {
  const auto part = [&](const Rule& each) { return fulfilled(each, decisions); };
  switch (rule.kind) {
    case Rule::Kind::role:
    case Rule::Kind::at_least:
      return has_enough(rule, decisions);
    case Rule::Kind::all_of:
      return !rule.parts.empty() && std::all_of(rule.parts.begin(), rule.parts.end(), part);
    case Rule::Kind::any_of:
      return std::any_of(rule.parts.begin(), rule.parts.end(), part);
  }
  return false;
}

// A delegation ends with the holder's own right.
bool is_in_force(const Run& run, const Delegation& delegation, Date today) {
  const auto bound = run.bound.find(delegation.role);
  return delegation.since <= today && today <= delegation.until &&
         (bound == run.bound.end() || contains(bound->second, delegation.holder));
}

}  // namespace

Actor entitled(const Run& run, Actor actor, Instant now) {
  for (const auto& [role, people] : run.bound) {
    std::erase(actor.roles, role);
    if (contains(people, actor.name)) actor.roles.push_back(role);
  }
  if (!run.delegations.empty()) {
    const Date today = to_local(run.timeline->zone, run_time(run, now)).date;
    const auto own = actor.roles;
    for (const Delegation& each : run.delegations) {
      if (each.deputy != actor.name || contains(own, each.role)) continue;
      if (!is_in_force(run, each, today)) continue;
      if (!has_role(actor, each.role)) actor.roles.push_back(each.role);
      actor.deputy_for[each.role].push_back(each.holder);
    }
  }
  std::erase_if(actor.roles,
                [&](const std::string& role) { return contains(run.drill.absent, role); });
  return actor;
}

bool holds_role(const Actor& actor, const std::string& role) {
  return has_role(actor, role) && !actor.deputy_for.contains(role);
}

Result<std::string> deciding_role(const Run& run, ItemIndex index, const Actor& actor,
                                  const std::string& wanted) {
  const Item& item = run.plan->items[index];
  const auto roles = roles_of(item.decided_by);
  const std::string deed = "decide " + item.path;
  if (!wanted.empty()) {
    if (std::find(roles.begin(), roles.end(), wanted) == roles.end())
      return fail(ErrorKind::invalid, "the role " + wanted + " has no say in " + item.path, "role",
                  "it is decided by " + listed(roles));
    if (!has_role(actor, wanted)) return forbid(actor, deed + " as " + wanted, {wanted});
    return wanted;
  }
  std::optional<std::string> taken;
  for (const std::string& role : roles) {
    if (!has_role(actor, role)) continue;
    const auto& decisions = run.items[index].decisions;
    const bool open = std::none_of(decisions.begin(), decisions.end(),
                                   [&](const Decision& made) { return made.role == role; });
    if (open) return role;
    if (!taken) taken = role;
  }
  if (taken) return *taken;
  return forbid(actor, deed, roles);
}

Result<std::string> acting_role(const Run& run, ItemIndex index, const Actor& actor) {
  std::vector<std::string> roles;
  for (std::optional<ItemIndex> up = index; up && roles.empty(); up = run.plan->items[*up].parent)
    if (!run.plan->items[*up].owner.empty()) roles.push_back(run.plan->items[*up].owner);
  for (const std::string& lead : run.plan->approved_by)
    if (std::find(roles.begin(), roles.end(), lead) == roles.end()) roles.push_back(lead);
  return one_of(run, actor, roles, "act on " + run.plan->items[index].path);
}

Result<std::string> leading_role(const Run& run, const Actor& actor) {
  if (actor.name == run.starter) return "starter";
  return one_of(run, actor, run.plan->approved_by, "steer the run " + run.id);
}

Result<std::string> lead_role(const Run& run, const Actor& actor, const std::string& deed) {
  return one_of(run, actor, run.plan->approved_by, deed);
}

Quorum quorum(const Rule& rule, const std::vector<Decision>& decisions) {
  for (const Decision& decision : decisions)
    if (decision.verdict == Verdict::no_go) return Quorum::refused;
  return fulfilled(rule, decisions) ? Quorum::reached : Quorum::open;
}

}  // namespace golive
