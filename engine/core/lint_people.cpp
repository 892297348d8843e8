// Who decides, who does, and whether they can.
#include <algorithm>
#include <map>

#include "core/lint_rules.h"

namespace golive::rule {
namespace {

bool needs_owner(const Item& item) { return is_leaf(item) && item.kind != ItemKind::gate; }

// When the first of what waits for the gate alone is to start; none: at once, or not known.
std::optional<int> first_use(const Linted& linted, ItemIndex gate) {
  std::optional<int> first;
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const auto& edges = linted.item(index).edges;
    if (std::find(edges.begin(), edges.end(), gate) == edges.end()) continue;
    std::optional<int> start = linted.times.of(index).start;
    for (const ItemIndex child : linted.item(index).children)
      if (const auto at = linted.times.of(child).start; !start || (at && *at < *start)) start = at;
    if (!start) return std::nullopt;
    if (!first || *start < *first) first = start;
  }
  return first;
}

void check_rehearsal(const Linted& linted, const Item& gate, Findings& found) {
  if (gate.rehearsed_phase.empty()) return;
  const Item* rehearsed = find_item(linted.plan, gate.rehearsed_phase);
  if (rehearsed != nullptr && rehearsed->kind != ItemKind::phase)
    found.about(gate,
                said(gate) + " requires a rehearsal of " + said(*rehearsed) +
                    ", and only phases count as rehearsed",
                "write requires = rehearsed(\"phase\", \"7d\")");
  const auto& environments = linted.plan.environments;
  if (!environments.empty() && std::all_of(environments.begin(), environments.end(),
                                           [](const Environment& each) { return each.live; }))
    found.about(gate,
                said(gate) +
                    " requires a rehearsal, and every environment is live: nothing is "
                    "rehearsed there",
                "add an environment without live = true");
}

void check_validity(const Linted& linted, ItemIndex index, Findings& found) {
  const Item& gate = linted.item(index);
  const WallSpan span = linted.times.of(index);
  if (!gate.within || !gate.valid_for || !span.has_clock || !span.start) return;
  const auto next = first_use(linted, index);
  const auto lasts = std::chrono::floor<std::chrono::minutes>(*gate.within + *gate.valid_for);
  if (!next || *span.start + lasts.count() >= *next) return;
  found.about(gate,
              said(gate) +
                  ": a GO given at the last moment has lapsed before what waits for it "
                  "begins, at " +
                  wall_text(*next, true),
              "make valid_for longer, or have the gate later");
}

// Also named as `role = "dba"` in a body, which asks it.
bool is_asked(const std::map<std::string, std::string>& files, const std::string& role) {
  const auto asks = [&](const std::string& text) {
    for (const char quote : {'"', '\''}) {
      const std::string quoted = quote + role + quote;
      for (auto at = text.find(quoted); at != std::string::npos; at = text.find(quoted, at + 1)) {
        auto before = text.find_last_not_of(" \t", at == 0 ? 0 : at - 1);
        if (before == std::string::npos || before == 0 || text[before] != '=') continue;
        before = text.find_last_not_of(" \t", before - 1);
        if (before != std::string::npos && before >= 3 && text.compare(before - 3, 4, "role") == 0)
          return true;
      }
    }
    return false;
  };
  return std::any_of(files.begin(), files.end(),
                     [&](const auto& file) { return asks(file.second); });
}

bool is_used(const Linted& linted, const std::string& role) {
  const Plan& plan = linted.plan;
  const auto is_role = [&](const std::string& each) { return each == role; };
  if (std::any_of(plan.approved_by.begin(), plan.approved_by.end(), is_role)) return true;
  for (const Contact& contact : plan.contacts)
    if (contact.role == role) return true;
  for (const Item& item : plan.items) {
    const auto deciding = roles_of(item.decided_by);
    if (std::any_of(item.escalation.begin(), item.escalation.end(),
                    [&](const Rung& rung) { return rung.to == role; }))
      return true;
    if (item.owner == role || std::any_of(deciding.begin(), deciding.end(), is_role)) return true;
  }
  return is_asked(*linted.scope.files, role);
}

bool at_one_time(const WallSpan& one, const WallSpan& other) {
  // What has no estimate takes its first minute.
  const auto end = [](const WallSpan& span) {
    return std::max(span.end.value_or(*span.start), *span.start + 1);
  };
  return *one.start < end(other) && *other.start < end(one);
}

}  // namespace

void gate_unsatisfiable(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& gate = linted.item(index);
    if (gate.kind != ItemKind::gate) continue;
    if (roles_of(gate.decided_by).empty())
      found.about(gate, said(gate) + " has nobody who decides",
                  "add decided_by = { \"role\", ... }");
    check_rehearsal(linted, gate, found);
    check_validity(linted, index, found);
  }
}

void escalation_reversed(const Linted& linted, Findings& found) {
  for (const Item& gate : linted.plan.items)
    for (std::size_t rung = 1; rung < gate.escalation.size(); ++rung) {
      const Rung &before = gate.escalation[rung - 1], &each = gate.escalation[rung];
      if (before.after < each.after) continue;
      found.about(gate,
                  said(gate) + " tells \"" + each.to + "\" after " + to_text(each.after) +
                      ", no later than \"" + before.to + "\" before it: after " +
                      to_text(before.after),
                  "each delay counts from the moment in which the gate is held; write the rungs "
                  "in the order of their delays");
    }
}

// Of a phase in which nothing has an owner, the phase is told, once.
void owner_missing(const Linted& linted, Findings& found) {
  std::map<ItemIndex, std::vector<ItemIndex>> missing;
  std::map<ItemIndex, std::size_t> all;
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    if (!needs_owner(linted.item(index)) || !linted.is_main(index)) continue;
    const ItemIndex phase = linted.phase_of(index);
    ++all[phase];
    if (linted.owner_of(index).empty()) missing[phase].push_back(index);
  }
  for (const auto& [phase, items] : missing) {
    if (items.size() > 1 && items.size() == all[phase]) {
      found.about(linted.item(phase),
                  said(linted.item(phase)) + ": none of its " + counted_text(items.size(), "item") +
                      " has an owner",
                  "add owner = \"role\" to the items, or to the phase for all of them");
      continue;
    }
    for (const ItemIndex item : items)
      found.about(linted.item(item), said(linted.item(item)) + " has no owner",
                  "add owner = \"role\", to it or to what it stands in");
  }
}

void role_unused(const Linted& linted, Findings& found) {
  if (linted.scope.files == nullptr) return;  // bodies may ask it
  for (const Role& role : linted.plan.roles)
    if (!is_used(linted, role.id))
      found.about(role.place, role.id,
                  "the role \"" + role.id + "\" owns nothing, decides nothing and is never asked",
                  "give it what it is there for, or remove it");
}

// A step runs by itself, and beside others; a task takes a person.
void owner_twice(const Linted& linted, Findings& found) {
  std::map<std::string, std::vector<ItemIndex>> timed;
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const WallSpan& span = linted.times.of(index);
    if (!needs_owner(linted.item(index)) || linted.item(index).kind == ItemKind::watch) continue;
    if (!span.has_clock || !span.start || linted.owner_of(index).empty()) continue;
    timed[linted.owner_of(index)].push_back(index);
  }
  for (const auto& [owner, items] : timed)
    for (std::size_t later = 1; later < items.size(); ++later)
      for (std::size_t earlier = 0; earlier < later; ++earlier) {
        const Item &one = linted.item(items[earlier]), &other = linted.item(items[later]);
        const bool takes_a_person = one.kind == ItemKind::task || other.kind == ItemKind::task;
        if (!takes_a_person ||
            !at_one_time(linted.times.of(items[earlier]), linted.times.of(items[later])))
          continue;
        found.about(other,
                    said(other) + " and " + said(one) + " (" + one.place + ") are both for \"" +
                        owner + "\" at " + wall_text(*linted.times.of(items[later]).start, true),
                    "give one of them another time, or another owner");
        break;
      }
}

}  // namespace golive::rule
