#include "view/comparison.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace golive {
namespace {

// Of one rehearsal, its items by their paths; leaves alone, since a parallel has none of its own.
class Past {
 public:
  explicit Past(const Measured& measured) : measured_(measured) {
    const auto& items = measured.plan->items;
    for (ItemIndex item = 0; item < items.size(); ++item)
      if (is_leaf(items[item])) places_.emplace(items[item].path, item);
  }
  [[nodiscard]] Measured::Took took(const Item& item, Slot slot) const {
    const auto place = places_.find(item.path);
    if (place == places_.end() || undid_nothing(item, slot)) return {};
    return golive::took(measured_.items[place->second], slot);
  }
  // None: it was not measured, or did other work then.
  [[nodiscard]] std::optional<Duration> measured(const Item& item, Slot slot) const {
    const auto place = places_.find(item.path);
    if (place == places_.end() || undid_nothing(item, slot)) return std::nullopt;
    if (!same_work(measured_.plan->items[place->second], item)) return std::nullopt;
    return golive::took(measured_.items[place->second], slot).time;
  }
  // Of an item that it has done.
  [[nodiscard]] Staleness staleness(const Plan& plan, const Item& item) const {
    if (!same_work(measured_.plan->items[places_.at(item.path)], item)) return Staleness::item;
    const bool has_body = item.has_run || item.has_undo;
    return has_body && measured_.plan->hash != plan.hash ? Staleness::runbook : Staleness::none;
  }

 private:
  // What a drill made fail has done nothing that its undo could take back.
  [[nodiscard]] bool undid_nothing(const Item& item, Slot slot) const {
    return slot == Slot::undo && is_made_to_fail(measured_.drill, item);
  }

  const Measured& measured_;
  std::unordered_map<std::string, ItemIndex> places_;
};

std::optional<Duration> estimated(const Item& item, Slot slot) {
  return slot == Slot::undo ? item.undo_estimate : item.during ? item.during : item.estimate;
}

}  // namespace

bool same_work(const Item& one, const Item& other) {
  const auto work = [](const Item& item) {
    return std::tie(item.kind, item.title, item.description, item.does, item.has_run, item.has_undo,
                    item.has_when, item.has_probe, item.effects, item.irreversible, item.during,
                    item.decided_by);
  };
  return work(one) == work(other);
}

bool was_rehearsed(const Comparison::Row& row) {
  return std::any_of(row.rehearsed.begin(), row.rehearsed.end(),
                     [](const Measured::Took& took) { return took.done; });
}

Comparison compare(const Plan& plan, const std::vector<Measured>& rehearsals,
                   const Measured* actual) {
  const std::vector<Past> pasts(rehearsals.begin(), rehearsals.end());
  Comparison comparison;
  const auto add = [&](ItemIndex index, Slot slot) {
    const Item& item = plan.items[index];
    Comparison::Row row{index, slot, estimated(item, slot)};
    std::optional<Duration> last;
    for (const Past& past : pasts) {
      row.rehearsed.push_back(past.took(item, slot));
      if (row.rehearsed.back().time) last = row.rehearsed.back().time;
      if (row.rehearsed.back().done) row.stale = past.staleness(plan, item);
    }
    if (actual != nullptr) row.actual = took(actual->items[index], slot);
    if (row.actual.time && last) row.difference = *row.actual.time - *last;
    comparison.rows.push_back(std::move(row));
  };
  for (ItemIndex item = 0; item < plan.items.size(); ++item) {
    if (!is_leaf(plan.items[item])) continue;
    add(item, Slot::action);
    if (plan.items[item].has_undo) add(item, Slot::undo);
  }
  return comparison;
}

Measurements measurements_of(const Plan& plan, const std::vector<Measured>& rehearsals) {
  Measurements all;
  if (rehearsals.empty()) return all;
  all.rehearsals = rehearsals.size();
  all.actions.resize(plan.items.size());
  all.undos.resize(plan.items.size());
  const std::vector<Past> pasts(rehearsals.begin(), rehearsals.end());
  for (ItemIndex item = 0; item < plan.items.size(); ++item) {
    if (!is_leaf(plan.items[item])) continue;
    for (const Past& past : pasts) {
      if (const auto time = past.measured(plan.items[item], Slot::action))
        all.actions[item].push_back(*time);
      if (const auto time = past.measured(plan.items[item], Slot::undo))
        all.undos[item].push_back(*time);
    }
    std::sort(all.actions[item].begin(), all.actions[item].end());
    std::sort(all.undos[item].begin(), all.undos[item].end());
  }
  return all;
}

}  // namespace golive
