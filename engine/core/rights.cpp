#include "core/rights.h"

#include <algorithm>

namespace golive {
namespace {

bool has_role(const Actor& actor, const std::string& role) {
  return std::find(actor.roles.begin(), actor.roles.end(), role) != actor.roles.end();
}

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

bool holds_role(const Rule& rule, const std::vector<Decision>& decisions) {
  std::vector<std::string> people;
  for (const Decision& decision : decisions)
    if (decision.role == rule.role && decision.verdict != Verdict::no_go &&
        std::find(people.begin(), people.end(), decision.actor) == people.end())
      people.push_back(decision.actor);
  return static_cast<int>(people.size()) >= std::max(rule.count, 1);
}

bool fulfilled(const Rule& rule, const std::vector<Decision>& decisions) {
  const auto part = [&](const Rule& each) { return fulfilled(each, decisions); };
  switch (rule.kind) {
    case Rule::Kind::role:
    case Rule::Kind::at_least:
      return holds_role(rule, decisions);
    case Rule::Kind::all_of:
      return !rule.parts.empty() && std::all_of(rule.parts.begin(), rule.parts.end(), part);
    case Rule::Kind::any_of:
      return std::any_of(rule.parts.begin(), rule.parts.end(), part);
  }
  return false;
}

}  // namespace

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

Quorum quorum(const Rule& rule, const std::vector<Decision>& decisions) {
  for (const Decision& decision : decisions)
    if (decision.verdict == Verdict::no_go) return Quorum::refused;
  return fulfilled(rule, decisions) ? Quorum::reached : Quorum::open;
}

}  // namespace golive
