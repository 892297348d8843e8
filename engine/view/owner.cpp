#include "view/owner.h"

namespace golive {

std::string owner_of(const Plan& plan, ItemIndex item) {
  for (std::optional<ItemIndex> up = item; up; up = plan.items[*up].parent)
    if (!plan.items[*up].owner.empty()) return plan.items[*up].owner;
  return {};
}

std::vector<std::string> acting_roles(const Plan& plan, ItemIndex item) {
  auto owner = owner_of(plan, item);
  if (owner.empty()) return plan.approved_by;
  return {std::move(owner)};
}

std::string role_title(const Plan& plan, const std::string& role) {
  const auto* known = find_role(plan, role);
  return known != nullptr && !known->title.empty() ? known->title : role;
}

}  // namespace golive
