#include "core/plan.h"

#include <algorithm>

#include "base/utf8.h"

namespace golive {
namespace {

template <class Named>
const Named* find_named(const std::vector<Named>& all, std::string_view id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
  return found == all.end() ? nullptr : &*found;
}

bool ends_with_path(std::string_view path, std::string_view tail) {
  if (!path.ends_with(tail)) return false;
  return path.size() == tail.size() || path[path.size() - tail.size() - 1] == '/';
}

void collect_roles(const Rule& rule, std::vector<std::string>& roles) {
  if (rule.kind == Rule::Kind::role || rule.kind == Rule::Kind::at_least) {
    if (std::find(roles.begin(), roles.end(), rule.role) == roles.end()) roles.push_back(rule.role);
  }
  for (const Rule& part : rule.parts) collect_roles(part, roles);
}

}  // namespace

const Item* find_item(const Plan& plan, std::string_view path) {
  const auto found = std::find_if(plan.items.begin(), plan.items.end(), [&](const Item& item) {
    return !item.id.empty() && !item.removed && item.path == path;
  });
  return found == plan.items.end() ? nullptr : &*found;
}

Result<ItemIndex> resolve_item(const Plan& plan, std::string_view reference) {
  std::vector<ItemIndex> matches;
  for (ItemIndex index = 0; index < plan.items.size(); ++index) {
    const Item& item = plan.items[index];
    if (item.id.empty() || item.removed) continue;
    if (item.path == reference) return index;
    if (ends_with_path(item.path, reference)) matches.push_back(index);
  }
  if (matches.size() == 1) return matches.front();
  if (matches.size() > 1) {
    std::string paths;
    for (const ItemIndex match : matches)
      paths += (paths.empty() ? "" : ", ") + plan.items[match].path;
    return fail(ErrorKind::not_found, "\"" + std::string(reference) + "\" could be " + paths, {},
                "give more of the path");
  }
  std::vector<std::string_view> known;
  for (const Item& item : plan.items)
    if (!item.removed) known.insert(known.end(), {item.path, item.id});
  const auto close = closest(reference, known);
  return fail(ErrorKind::not_found, "the plan has no item \"" + std::string(reference) + "\"", {},
              close.empty() ? "" : "did you mean \"" + std::string(close) + "\"?");
}

std::vector<bool> written_before(const Plan& plan, ItemIndex item) {
  std::vector<bool> before(plan.items.size());
  if (plan.order.empty()) {
    std::fill_n(before.begin(), item, true);
    return before;
  }
  for (const ItemIndex each : plan.order) {
    if (each == item) break;
    before[each] = true;
  }
  return before;
}

const Role* find_role(const Plan& plan, std::string_view id) { return find_named(plan.roles, id); }

const Environment* find_environment(const Plan& plan, std::string_view id) {
  return find_named(plan.environments, id);
}

const Window* find_window(const Plan& plan, std::string_view id) {
  return find_named(plan.windows, id);
}

std::vector<std::string> roles_of(const Rule& rule) {
  std::vector<std::string> roles;
  collect_roles(rule, roles);
  return roles;
}

const std::string& name_of(const Item& item) { return item.title.empty() ? item.id : item.title; }

bool is_leaf(const Item& item) {
  switch (item.kind) {
    case ItemKind::phase:
    case ItemKind::checklist:
    case ItemKind::parallel:
    case ItemKind::contingency:
      return false;
    case ItemKind::step:
    case ItemKind::task:
    case ItemKind::smoke:
    case ItemKind::gate:
    case ItemKind::watch:
      return true;
  }
  return true;
}

std::optional<ItemIndex> contingency_of(const Plan& plan, ItemIndex item) {
  while (plan.items[item].parent) item = *plan.items[item].parent;
  if (plan.items[item].kind == ItemKind::contingency) return item;
  return std::nullopt;
}

const Channel* find_channel(const Plan& plan, std::string_view id) {
  return find_named(plan.channels, id);
}

bool tells(const Channel& channel, NoticeKind kind) {
  if (channel.kind == "mail" && channel.server.empty()) return false;
  if (kind == NoticeKind::daily) return channel.daily.has_value();
  return channel.tells.empty() ||
         std::find(channel.tells.begin(), channel.tells.end(), kind) != channel.tells.end();
}

bool precedes_rollback(const Plan& plan, ItemIndex item) {
  const auto contingency = contingency_of(plan, item);
  if (!contingency || item == *contingency) return false;
  const auto& after = plan.items[*contingency].rollback_after;
  const auto& children = plan.items[*contingency].children;
  const auto last = std::find_if(children.begin(), children.end(), [&](ItemIndex child) {
    return plan.items[child].path == after && !after.empty();
  });
  if (last == children.end()) return false;
  ItemIndex child = item;
  while (plan.items[child].parent != contingency) child = *plan.items[child].parent;
  return std::find(children.begin(), std::next(last), child) != std::next(last);
}

}  // namespace golive
