#include "core/amendment.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "base/limits.h"
#include "base/sha256.h"
#include "core/amended_plan.h"
#include "core/move.h"
#include "core/parameters.h"
#include "core/plan_fields.h"

namespace golive {
namespace {

using Names = std::vector<std::string>;

// Where something stands, and what follows from the items around it, is not a field's change.
constexpr std::string_view placing[] = {"place", "parent",     "children", "edges",
                                        "path",  "text_index", "removed",  "id"};
constexpr std::string_view wording[] = {"title", "description"};
constexpr std::string_view plan_placing[] = {"place", "items",         "phases", "hash",
                                             "id",    "contingencies", "order"};
constexpr std::string_view plan_wording[] = {"title", "language", "document", "contacts",
                                             "accepted"};

bool is_among(const auto& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// The fields that differ, by their names.
template <class S>
Names differing(const S& before, const S& after) {
  Names names;
  Fields<S>::rows([&](const auto&... field) {
    const auto look = [&](const auto& each) {
      if (!(before.*each.member == after.*each.member)) names.emplace_back(each.name);
    };
    (look(field), ...);
  });
  return names;
}

// As the author writes it.
std::string text_name(const std::string& field) {
  constexpr std::pair<std::string_view, std::string_view> written[] = {
      {"code", "functions"},
      {"has_run", "run"},
      {"has_undo", "undo"},
      {"has_when", "when"},
      {"has_probe", "probe"},
      {"at_moment", "at"},
      {"after_written", "after"},
      {"hook_before", "before"},
      {"hook_after", "after"},
      {"rehearsed_phase", "requires"},
      {"rehearsed_within", "requires"}};
  for (const auto& [inner, name] : written)
    if (inner == field) return std::string(name);
  return field;
}

// The items of one holder that both plans have, each with the one before it.
void add_moved(const std::vector<ItemIndex>& before, const std::vector<ItemIndex>& after,
               std::set<ItemIndex>& moved) {
  const auto common = [](std::vector<ItemIndex> all, const std::vector<ItemIndex>& others) {
    std::erase_if(all, [&](ItemIndex each) {
      return std::find(others.begin(), others.end(), each) == others.end();
    });
    return all;
  };
  const auto were = common(before, after), are = common(after, before);
  for (std::size_t place = 0; place < were.size(); ++place)
    if (were[place] != are[place]) moved.insert(are[place]);
}

std::set<ItemIndex> moved_items(const Plan& before, const Plan& after) {
  std::set<ItemIndex> moved;
  add_moved(before.phases, after.phases, moved);
  for (ItemIndex index = 0; index < before.items.size(); ++index)
    if (before.items[index].kind != ItemKind::parallel)
      add_moved(before.items[index].children, after.items[index].children, moved);
  return moved;
}

ItemStage stage_of(const Run& run, ItemIndex index) {
  if (is_done(run, index) && !(is_leaf(run.plan->items[index]) && !has_begun(run, index)))
    return ItemStage::done;
  if (is_leaf(run.plan->items[index]))
    return has_begun(run, index) ? ItemStage::begun : ItemStage::ahead;
  const auto& children = run.plan->items[index].children;
  const bool is_ahead = std::all_of(children.begin(), children.end(), [&](ItemIndex child) {
    return stage_of(run, child) == ItemStage::ahead;
  });
  return is_ahead ? ItemStage::ahead : ItemStage::begun;
}

// A parallel goes by its holder's path.
ItemIndex named(const Plan& plan, ItemIndex index) {
  const Item& item = plan.items[index];
  return item.id.empty() && item.parent ? named(plan, *item.parent) : index;
}

ItemChange change_of(const Item& before, const Item& after, bool moved) {
  ItemChange change{after.path, Change::kept};
  bool has_effect = moved;
  for (const std::string& field : differing(before, after)) {
    if (is_among(placing, field)) continue;
    has_effect = has_effect || !is_among(wording, field);
    if (const auto name = text_name(field); !is_among(change.what, name))
      change.what.push_back(name);
  }
  if (moved) change.what.emplace_back("order");
  if (!change.what.empty()) change.change = has_effect ? Change::changed : Change::reworded;
  return change;
}

// What of a plan only says where it is written is no change.
Plan without_places(const Plan& plan) {
  Plan bare = plan;
  for (auto& each : bare.document) each.place.clear();
  for (auto& each : bare.roles) each.place.clear();
  for (auto& each : bare.channels) each.place.clear();
  for (auto& each : bare.objectives) each.place.clear();
  for (auto& each : bare.freezes) each.place.clear();
  for (auto& each : bare.windows) each.place.clear();
  for (auto& each : bare.accepted) each.place.clear();
  return bare;
}

Plan without_words(Plan plan) {
  for (auto& role : plan.roles) role.title = role.duties = {};
  return plan;
}

void compare_settings(const Plan& before, const Plan& after, PlanComparison& found) {
  const Plan bare_before = without_places(before), bare_after = without_places(after);
  const auto effects = differing(without_words(bare_before), without_words(bare_after));
  for (const std::string& field : differing(bare_before, bare_after)) {
    if (is_among(plan_placing, field)) continue;
    const bool is_effect = is_among(effects, field) && !is_among(plan_wording, field);
    (is_effect ? found.settings : found.words).push_back(field);
  }
}

void compare_items(const Run& run, const AmendedPlan& grown, PlanComparison& found) {
  const auto moved = moved_items(*run.plan, grown.plan);
  const auto add = [&](ItemIndex index) {
    if (grown.plan.items[index].kind == ItemKind::parallel && index >= run.items.size()) return;
    if (index >= run.items.size()) {
      found.items.push_back({grown.plan.items[index].path, Change::added});
      return;
    }
    found.items.push_back(
        change_of(run.plan->items[index], grown.plan.items[index], moved.contains(index)));
    found.items.back().stage = stage_of(run, named(*run.plan, index));
  };
  if (grown.plan.order.empty())
    for (ItemIndex index = 0; index < grown.plan.items.size(); ++index) add(index);
  for (const ItemIndex index : grown.plan.order) add(index);
  for (const ItemIndex index : grown.removed)
    if (const Item& item = run.plan->items[index]; !item.id.empty())
      found.items.push_back({item.path, Change::removed, stage_of(run, index), {}});
}

void add_obstacle(PlanComparison& found, std::string what, std::string place, std::string way_out) {
  found.obstacles.push_back(
      {ErrorKind::conflict, std::move(what), std::move(place), std::move(way_out)});
}

void check_same_run(const Run& run, const Plan& next, PlanComparison& found) {
  if (next.id != run.plan->id)
    add_obstacle(found, "it is another plan: \"" + next.id + "\", not \"" + run.plan->id + "\"",
                 "id", "start a run of its own for it");
  if (next.timezone != run.plan->timezone)
    add_obstacle(found,
                 "the time zone is " + (next.timezone.empty() ? "missing" : next.timezone) +
                     ", and the run's is " + run.plan->timezone,
                 "timezone", "a run keeps its zone: start a new one");
  const Environment* before = find_environment(*run.plan, run.environment);
  const Environment* after = find_environment(next, run.environment);
  if (after == nullptr)
    add_obstacle(found, "it has no environment \"" + run.environment + "\", in which the run is",
                 "environments", "keep it");
  else if (before != nullptr && before->live != after->live)
    add_obstacle(found,
                 "the run's environment \"" + run.environment + "\" would " +
                     (after->live ? "become live" : "be live no more"),
                 "environments", "start a new run");
  else if (before != nullptr && before->parameters != after->parameters)
    add_obstacle(found,
                 "the parameters of \"" + run.environment +
                     "\" differ, and a run keeps those that it began with",
                 "environments", "write the new values into the items, or start a new run");
}

void check_stages(const AmendedPlan& grown, PlanComparison& found) {
  for (const ItemChange& each : found.items)
    if (each.change == Change::removed && each.stage != ItemStage::ahead)
      add_obstacle(found,
                   each.item + (each.stage == ItemStage::done ? " is done" : " has begun") +
                       ", and cannot be removed",
                   each.item, "keep it in the runbook; what has not begun can be removed");
  if (grown.plan.items.size() > limits::items_per_plan)
    add_obstacle(found,
                 "the plan would have more than " + std::to_string(limits::items_per_plan) +
                     " items, those removed included",
                 {}, "start a new run");
}

}  // namespace

PlanComparison compare_plans(const Run& run, const Plan& next) {
  PlanComparison found;
  auto filled = with_parameters(next, run.parameters);
  if (!filled) {
    found.obstacles.push_back(filled.error());
    filled = next;
  }
  check_same_run(run, *filled, found);
  if (auto runnable = check_runnable(*filled); !runnable)
    found.obstacles.push_back(runnable.error());
  AmendedPlan grown = amended(*run.plan, *filled);
  compare_settings(*run.plan, grown.plan, found);
  compare_items(run, grown, found);
  check_stages(grown, found);
  const auto changes = changes_in(found);
  found.has_effect = !found.settings.empty() ||
                     std::any_of(changes.begin(), changes.end(),
                                 [](const auto& each) { return each.change != Change::reworded; });
  if (changes.empty() && found.settings.empty() && found.words.empty() && found.obstacles.empty())
    add_obstacle(found, "nothing differs from the run's plan", {},
                 next.hash == run.plan->hash ? "it is the same text"
                                             : "only what nobody reads is written otherwise");
  if (found.obstacles.empty()) {
    auto timeline = resolve_timeline(grown.plan, run.timeline->j, run.timeline->zone);
    if (!timeline) {
      found.obstacles.push_back(timeline.error());
    } else {
      keep_begun(run, *timeline);
      found.timeline = std::make_shared<const Timeline>(*std::move(timeline));
    }
  }
  found.plan = std::make_shared<const Plan>(std::move(grown.plan));
  return found;
}

std::vector<ItemChange> changes_in(const PlanComparison& comparison) {
  auto changes = comparison.items;
  std::erase_if(changes, [](const ItemChange& each) { return each.change == Change::kept; });
  return changes;
}

const Amendment* find_amendment(const Run& run, int number) {
  const auto place = static_cast<std::size_t>(number) - 1;
  return place < run.amendments.size() ? &run.amendments[place] : nullptr;
}

int open_amendment(const Run& run) {
  for (std::size_t place = 0; place < run.amendments.size(); ++place)
    if (run.amendments[place].state == AmendmentState::open) return static_cast<int>(place) + 1;
  return 0;
}

Rule approval_of(const Plan& plan) {
  Rule rule;
  const auto add = [&](const std::string& role) {
    rule.parts.push_back({Rule::Kind::role, role, 1, {}});
  };
  for (const std::string& role : plan.approved_by) add(role);
  if (!rule.parts.empty()) return rule;
  rule.kind = Rule::Kind::any_of;
  for (const Role& role : plan.roles) add(role.id);
  if (rule.parts.empty()) add("starter");
  return rule;
}

std::string amendment_subject(const Run& run, int number) {
  const Amendment* amendment = find_amendment(run, number);
  if (amendment == nullptr) return {};
  std::string text = "amendment " + std::to_string(number) + "\n" + run.plan->hash + "\n" +
                     amendment->plan->hash + "\n";
  for (const ItemChange& each : amendment->items)
    text += each.item + " " + std::string(text_of(each.change)) + " " +
            std::string(text_of(each.stage)) + "\n";
  return sha256(text);
}

std::vector<EventBody> expire_amendments(const Run& run, Instant) {
  const int number = open_amendment(run);
  if (number == 0) return {};
  const std::string why = outrun_by(run, *find_amendment(run, number));
  if (why.empty()) return {};
  return {event::AmendmentExpired{number, why}};
}

std::string outrun_by(const Run& run, const Amendment& amendment) {
  for (const ItemChange& each : amendment.items) {
    if (each.change != Change::changed && each.change != Change::removed) continue;
    const Item* item = find_item(*run.plan, each.item);
    if (item == nullptr) continue;
    const auto index = static_cast<ItemIndex>(item - run.plan->items.data());
    const ItemStage stage = stage_of(run, index);
    if (stage == each.stage) continue;
    return each.item + (stage == ItemStage::done    ? " is done by now"
                        : stage == ItemStage::begun ? " has begun by now"
                                                    : " is to be done again");
  }
  return {};
}

}  // namespace golive
