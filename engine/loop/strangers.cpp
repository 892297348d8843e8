#include "loop/strangers.h"

#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace golive {
namespace {

std::vector<std::string> people_in(const CommandBody& body) {
  std::vector<std::string> names;
  if (const auto* binding = std::get_if<command::Bind>(&body)) names = binding->people;
  if (const auto* naming = std::get_if<command::Delegate>(&body)) names = {naming->to};
  if (const auto* decision = std::get_if<command::Decide>(&body))
    for (const Condition& each : decision->conditions)
      if (!each.owner.empty()) names.push_back(each.owner);
  return names;
}

}  // namespace

std::map<std::string, std::string> strangers_in(const CommandBody& command, const Plan& plan,
                                                const Site& site, Accounts& accounts) {
  std::map<std::string, std::string> strangers;
  const bool may_be_role = std::holds_alternative<command::Decide>(command);  // owns a condition
  for (const std::string& name : people_in(command)) {
    if (!check_name(name) || site.users.contains(name)) continue;
    if (may_be_role && find_role(plan, name) != nullptr) continue;
    if (accounts.has(name)) continue;
    std::vector<std::string_view> known;
    for (const auto& user : site.users) known.push_back(user.first);
    if (may_be_role)
      for (const Role& role : plan.roles) known.push_back(role.id);
    strangers[name] = closest(name, known);
  }
  return strangers;
}

}  // namespace golive
