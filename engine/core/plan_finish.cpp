// From what an author wrote to what can be run: paths, references, edges.
#include <algorithm>
#include <functional>
#include <map>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/plan.h"

namespace golive {
namespace {

tl::unexpected<Error> refuse(const Item& item, std::string what, std::string way_out = {}) {
  return fail(ErrorKind::unloadable, std::move(what), item.place, std::move(way_out));
}

std::string label(const Item& item) {
  return std::string(text_of(item.kind)) + (item.id.empty() ? "" : " \"" + item.id + "\"");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known) {
  const auto close = closest(word, known);
  return close.empty() ? "" : "did you mean \"" + std::string(close) + "\"?";
}

Result<void> make_paths(Plan& plan) {
  if (plan.items.size() > limits::items_per_plan)
    return fail(ErrorKind::unloadable,
                "the plan has more than " + std::to_string(limits::items_per_plan) + " items");
  std::map<std::string, const Item*> seen;
  for (Item& item : plan.items) {
    const Item* holder = item.parent ? &plan.items[*item.parent] : nullptr;
    const std::string prefix = holder && !holder->path.empty() ? holder->path + "/" : "";
    item.path = item.id.empty() ? (holder ? holder->path : "") : prefix + item.id;
    if (item.id.empty()) continue;
    const auto [known, fresh] = seen.emplace(item.path, &item);
    if (!fresh)
      return refuse(item,
                    "the id \"" + item.path + "\" is used twice, first at " + known->second->place,
                    "give one of them another id");
  }
  return {};
}

Result<void> check_role(const Plan& plan, const Item& item, const std::string& role,
                        const std::string& field) {
  if (find_role(plan, role)) return {};
  std::vector<std::string_view> known;
  for (const Role& each : plan.roles) known.push_back(each.id);
  return refuse(
      item,
      label(item) + ": " + field + " names the role \"" + role + "\", which is not in the plan",
      did_you_mean(role, known).empty() ? "add role \"" + role + "\" { title = ... }"
                                        : did_you_mean(role, known));
}

// Whether one person alone can fulfil it.
bool one_is_enough(const Rule& rule) {
  switch (rule.kind) {
    case Rule::Kind::role:
      return true;
    case Rule::Kind::at_least:
      return rule.count <= 1;
    case Rule::Kind::all_of:
      return rule.parts.size() == 1 && one_is_enough(rule.parts.front());
    case Rule::Kind::any_of:
      return std::all_of(rule.parts.begin(), rule.parts.end(), one_is_enough);
  }
  return false;
}

Result<void> check_rule(const Plan& plan, const Item& item) {
  if (item.kind != ItemKind::gate && item.kind != ItemKind::contingency) return {};
  const auto roles = roles_of(item.decided_by);
  if (roles.empty()) return {};  // a finding; check_runnable() refuses it
  if (item.kind == ItemKind::contingency && !one_is_enough(item.decided_by))
    return refuse(item, label(item) + " needs several people at once; one decides, in an emergency",
                  "write decided_by = { any_of { \"role\", \"role\" } }");
  for (const std::string& role : roles)
    if (auto known = check_role(plan, item, role, "decided_by"); !known) return known;
  for (const Rung& rung : item.escalation)
    if (auto known = check_role(plan, item, rung.to, "escalation"); !known) return known;
  return {};
}

Result<void> check_roles(const Plan& plan) {
  for (const std::string& role : plan.approved_by) {
    if (find_role(plan, role)) continue;
    std::vector<std::string_view> known;
    for (const Role& each : plan.roles) known.push_back(each.id);
    return fail(ErrorKind::unloadable,
                "approved_by names the role \"" + role + "\", which is not in the plan", {},
                did_you_mean(role, known));
  }
  for (const Item& item : plan.items) {
    if (!item.owner.empty())
      if (auto known = check_role(plan, item, item.owner, "owner"); !known) return known;
    if (auto known = check_rule(plan, item); !known) return known;
  }
  return {};
}

Result<ItemIndex> refer(const Plan& plan, const Item& item, const std::string& reference,
                        const std::string& field) {
  auto found = resolve_item(plan, reference);
  if (found) return found;
  return refuse(item, label(item) + ": " + field + ": " + found.error().what,
                found.error().way_out);
}

Result<void> resolve_trigger(const Plan& plan, const Item& item, Trigger& trigger) {
  if (trigger.kind == Trigger::Kind::any_of) {
    for (Trigger& part : trigger.parts)
      if (auto done = resolve_trigger(plan, item, part); !done) return done;
    return {};
  }
  auto found = refer(plan, item, trigger.item, "trigger");
  if (!found) return tl::unexpected(found.error());
  trigger.item = plan.items[*found].path;
  return {};
}

// Only what stands in the contingency itself can come before its rollback.
Result<void> resolve_rollback_after(const Plan& plan, Item& item) {
  if (item.rollback_after.empty()) return {};
  if (item.rollback_to.empty())
    return refuse(item, label(item) + ": rollback_after without a rollback",
                  "add rollback_to = \"phase\"");
  for (const ItemIndex child : item.children) {
    const Item& found = plan.items[child];
    if (found.id.empty() || (found.id != item.rollback_after && found.path != item.rollback_after))
      continue;
    item.rollback_after = found.path;
    return {};
  }
  return refuse(
      item, label(item) + ": rollback_after names no step of it: \"" + item.rollback_after + "\"",
      "name the last step that comes before the rollback");
}

Result<void> resolve_references(Plan& plan) {
  for (Item& item : plan.items) {
    if (item.trigger)
      if (auto done = resolve_trigger(plan, item, *item.trigger); !done) return done;
    if (!item.rollback_to.empty()) {
      auto found = refer(plan, item, item.rollback_to, "rollback_to");
      if (!found) return tl::unexpected(found.error());
      item.rollback_to = plan.items[*found].path;
    }
    if (auto done = resolve_rollback_after(plan, item); !done) return done;
    if (!item.rehearsed_phase.empty()) {
      auto found = refer(plan, item, item.rehearsed_phase, "requires");
      if (!found) return tl::unexpected(found.error());
      item.rehearsed_phase = plan.items[*found].path;
    }
    if (item.on_failure == OnFailure::activate) {
      auto found = refer(plan, item, item.activates, "on_failure");
      if (!found) return tl::unexpected(found.error());
      if (plan.items[*found].kind != ItemKind::contingency)
        return refuse(item,
                      label(item) + ": on_failure activates \"" + item.activates +
                          "\", which is a " + std::string(text_of(plan.items[*found].kind)),
                      "name a contingency");
      item.activates = plan.items[*found].path;
    }
  }
  return {};
}

// Edges. A hooked smoke stands beside the sequence: `before` X takes X's own edges and X waits for
// it; `after` X waits for X, and what follows X waits for it.
class Edges {
 public:
  explicit Edges(Plan& plan) : plan_(plan) {}

  Result<void> make() {
    std::optional<ItemIndex> before;
    for (const ItemIndex phase : plan_.phases) {
      if (before && !plan_.items[phase].overlaps) add(phase, *before);
      before = phase;
    }
    for (ItemIndex index = 0; index < plan_.items.size(); ++index) sequence(plan_.items[index]);
    for (ItemIndex index = 0; index < plan_.items.size(); ++index)
      if (auto done = written(index); !done) return done;
    for (ItemIndex index = 0; index < plan_.items.size(); ++index)
      if (auto done = hook(index); !done) return done;
    return {};
  }

 private:
  static bool hooked(const Item& item) {
    return !item.hook_before.empty() || !item.hook_after.empty();
  }

  void add(ItemIndex item, ItemIndex edge) {
    auto& edges = plan_.items[item].edges;
    if (std::find(edges.begin(), edges.end(), edge) == edges.end()) edges.push_back(edge);
  }

  // Children in the order written; a watch and a hooked smoke do not hold their siblings.
  void sequence(const Item& holder) {
    if (holder.kind == ItemKind::checklist || holder.kind == ItemKind::parallel) return;
    std::optional<ItemIndex> before;
    for (const ItemIndex child : holder.children) {
      if (hooked(plan_.items[child])) continue;
      if (before) add(child, *before);
      if (plan_.items[child].kind != ItemKind::watch) before = child;
    }
  }

  Result<void> written(ItemIndex index) {
    for (const std::string& reference : plan_.items[index].after_written) {
      auto found = refer(plan_, plan_.items[index], reference, "after");
      if (!found) return tl::unexpected(found.error());
      if (auto done = check_earlier(index, *found, "after"); !done) return done;
      add(index, *found);
    }
    return {};
  }

  Result<void> check_earlier(ItemIndex index, ItemIndex edge, const std::string& field) {
    const Item& item = plan_.items[index];
    if (edge == index) return refuse(item, label(item) + ": " + field + " names the item itself");
    if (edge > index)
      return refuse(item,
                    label(item) + ": " + field + " names \"" + plan_.items[edge].path +
                        "\", which stands later (" + plan_.items[edge].place + ")",
                    "an edge leads to an earlier item: move one of the two");
    for (auto up = item.parent; up; up = plan_.items[*up].parent)
      if (*up == edge)
        return refuse(item, label(item) + ": " + field + " names \"" + plan_.items[edge].path +
                                "\", which the item is part of");
    if (contingency_of(plan_, index) != contingency_of(plan_, edge))
      return refuse(item, label(item) + ": " + field + " leads out of a contingency or into one");
    return {};
  }

  // What a hook names: an item by id, else by what it does (before: the first such, after: the
  // last).
  Result<ItemIndex> hook_target(const Item& item, const std::string& reference, bool first) {
    std::optional<ItemIndex> by_trait;
    for (ItemIndex index = 0; index < plan_.items.size(); ++index) {
      if (plan_.items[index].does != reference || contingency_of(plan_, index)) continue;
      if (!by_trait || !first) by_trait = index;
    }
    if (by_trait && !find_item(plan_, reference)) return *by_trait;
    return refer(plan_, item, reference, first ? "before" : "after");
  }

  Result<void> hook(ItemIndex index) {
    const Item& item = plan_.items[index];
    if (!hooked(item)) return {};
    const bool before = !item.hook_before.empty();
    if (before && !item.hook_after.empty())
      return refuse(item, label(item) + " has both before and after", "keep one of them");
    auto target = hook_target(item, before ? item.hook_before : item.hook_after, before);
    if (!target) return tl::unexpected(target.error());
    if (*target == index) return refuse(item, label(item) + " is hooked to itself");
    if (contingency_of(plan_, index) != contingency_of(plan_, *target))
      return refuse(item, label(item) + " is hooked out of a contingency, or into one");
    for (auto up = item.parent; up; up = plan_.items[*up].parent)
      if (*up == *target) return refuse(item, label(item) + " is hooked to an item it is part of");
    if (before) {
      for (const ItemIndex edge : plan_.items[*target].edges)
        if (edge != index) add(index, edge);
      add(*target, index);
    } else {
      add(index, *target);
      for (ItemIndex follower = 0; follower < plan_.items.size(); ++follower) {
        const auto& edges = plan_.items[follower].edges;
        if (follower != index && std::find(edges.begin(), edges.end(), *target) != edges.end())
          add(follower, index);
      }
    }
    return {};
  }

  Plan& plan_;
};

// A run that waits for itself would wait for ever: the edges, with "a holder ends after its
// children" and "a child starts after its holder", must have no cycle.
Result<void> check_cycles(const Plan& plan) {
  enum class Mark { fresh, open, closed };
  // Two nodes an item: 2i its start, 2i+1 its end.
  const auto end_of = [](ItemIndex item) { return std::size_t{item} * 2 + 1; };
  std::vector<Mark> marks(plan.items.size() * 2, Mark::fresh);
  const std::function<bool(std::size_t)> visit = [&](std::size_t node) {
    if (marks[node] == Mark::closed) return true;
    if (marks[node] == Mark::open) return false;
    marks[node] = Mark::open;
    const Item& item = plan.items[node / 2];
    bool good = true;
    if (node % 2 == 0) {
      for (const ItemIndex edge : item.edges) good = good && visit(end_of(edge));
      if (item.parent) good = good && visit(end_of(*item.parent) - 1);
    } else {
      good = visit(node - 1);
      for (const ItemIndex child : item.children) good = good && visit(end_of(child));
    }
    marks[node] = Mark::closed;
    return good;
  };
  for (std::size_t node = 0; node < marks.size(); ++node)
    if (!visit(node))
      return refuse(plan.items[node / 2],
                    label(plan.items[node / 2]) + " would wait for itself, by its edges and hooks",
                    "look at `after`, `before` and the order of the items");
  return {};
}

// What comes before a rollback cannot wait for what comes after it.
Result<void> check_rollback_order(const Plan& plan) {
  for (ItemIndex index = 0; index < plan.items.size(); ++index) {
    if (!precedes_rollback(plan, index)) continue;
    for (const ItemIndex edge : plan.items[index].edges)
      if (!precedes_rollback(plan, edge))
        return refuse(plan.items[edge],
                      label(plan.items[index]) + " comes before the rollback, and waits for " +
                          label(plan.items[edge]) + ", which comes after it",
                      "move it up to what `rollback_after` names, or name what follows it");
  }
  return {};
}

Result<void> check_bodies(const Plan& plan) {
  for (const Item& item : plan.items) {
    const bool acts =
        item.kind == ItemKind::step || item.kind == ItemKind::smoke || item.kind == ItemKind::watch;
    if (acts && !item.has_run)
      return refuse(item, label(item) + " has no run", "add run = function(ctx) ... end");
    if (item.kind == ItemKind::watch && !item.during)
      return refuse(item, label(item) + " does not say how long", "add during = \"30m\"");
    if (!is_leaf(item) && item.children.empty() && item.kind != ItemKind::contingency)
      return refuse(item, label(item) + " is empty", "add a step, a task or a gate");
    if (item.kind == ItemKind::contingency && item.children.empty() && item.rollback_to.empty())
      return refuse(item, label(item) + " does nothing", "add steps, or rollback_to = \"phase\"");
  }
  return {};
}

// An emergency waits for no window.
Result<void> check_windows(const Plan& plan) {
  for (ItemIndex index = 0; index < plan.items.size(); ++index) {
    const Item& item = plan.items[index];
    if (item.window.empty()) continue;
    if (contingency_of(plan, index))
      return refuse(item, label(item) + " has a window, and a contingency is free of windows",
                    "remove the window");
    if (find_window(plan, item.window)) continue;
    std::vector<std::string_view> known;
    for (const Window& each : plan.windows) known.push_back(each.id);
    const auto meant = did_you_mean(item.window, known);
    return refuse(item, label(item) + ": the plan has no window \"" + item.window + "\"",
                  meant.empty() ? "add window \"" + item.window +
                                      "\" { from = \"J 20:00\", to = \"J+1 02:00\" }"
                                : meant);
  }
  return {};
}

}  // namespace

Result<void> finish_plan(Plan& plan) {
  if (plan.phases.empty())
    return fail(ErrorKind::unloadable, "the plan has no phase", {},
                "add phase \"go-live\" { on = \"J\", ... }");
  for (const auto check :
       {make_paths, +[](Plan& p) { return check_roles(p); }, resolve_references,
        +[](Plan& p) { return check_windows(p); }, +[](Plan& p) { return check_bodies(p); },
        +[](Plan& p) { return Edges(p).make(); }, +[](Plan& p) { return check_cycles(p); },
        +[](Plan& p) { return check_rollback_order(p); }})
    if (auto done = check(plan); !done) return done;
  return {};
}

Result<void> check_runnable(const Plan& plan) {
  for (const Item& item : plan.items) {
    const bool is_decided = item.kind == ItemKind::gate || item.kind == ItemKind::contingency;
    if (is_decided && roles_of(item.decided_by).empty())
      return refuse(item, label(item) + " has nobody who decides",
                    "add decided_by = { \"role\", ... }");
  }
  return {};
}

}  // namespace golive
