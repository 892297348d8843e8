#include "core/amended_plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace golive {
namespace {

// A parallel has no id: it is the one that had one of its items.
class Matching {
 public:
  Matching(const Plan& plan, const Plan& next) : plan_(plan), next_(next) {
    for (ItemIndex index = 0; index < plan.items.size(); ++index)
      if (const Item& item = plan.items[index]; !item.removed && !item.id.empty())
        by_path_.emplace(item.path, index);
    for (ItemIndex index = 0; index < next.items.size(); ++index) {
      known_.push_back(match_of(next.items[index]));
      if (known_.back()) taken_.insert(*known_.back());
    }
  }

  // The index that each item of `next` has in `plan`, if it is there.
  [[nodiscard]] const std::vector<std::optional<ItemIndex>>& known() const { return known_; }
  [[nodiscard]] bool is_taken(ItemIndex index) const { return taken_.contains(index); }

 private:
  [[nodiscard]] bool fits(ItemIndex index, const Item& item) const {
    const Item& before = plan_.items[index];
    if (before.removed || before.kind != item.kind || taken_.contains(index)) return false;
    if (!before.parent || !item.parent) return before.parent.has_value() == item.parent.has_value();
    return known_[*item.parent] == before.parent;
  }
  [[nodiscard]] bool shares_item(ItemIndex index, const Item& item) const {
    const auto& children = plan_.items[index].children;
    return std::any_of(item.children.begin(), item.children.end(), [&](ItemIndex child) {
      return std::any_of(children.begin(), children.end(), [&](ItemIndex before) {
        return plan_.items[before].path == next_.items[child].path;
      });
    });
  }
  [[nodiscard]] std::optional<ItemIndex> match_of(const Item& item) const {
    if (!item.id.empty()) {
      const auto found = by_path_.find(item.path);
      if (found == by_path_.end() || !fits(found->second, item)) return std::nullopt;
      return found->second;
    }
    for (ItemIndex index = 0; index < plan_.items.size(); ++index)
      if (plan_.items[index].id.empty() && fits(index, item) && shares_item(index, item))
        return index;
    return std::nullopt;
  }

  const Plan& plan_;
  const Plan& next_;
  std::map<std::string, ItemIndex> by_path_;
  std::vector<std::optional<ItemIndex>> known_ = {};
  std::set<ItemIndex> taken_ = {};
};

// What is left of an item that the text has no more: enough to name it in what has happened.
Item stone_of(const Item& item) {
  Item stone;
  stone.id = item.id;
  stone.path = item.path;
  stone.kind = item.kind;
  stone.place = item.place;
  stone.parent = item.parent;
  stone.title = item.title;
  stone.owner = item.owner;
  stone.removed = true;
  return stone;
}

void place_anew(std::vector<ItemIndex>& items, const std::vector<ItemIndex>& places) {
  for (ItemIndex& item : items) item = places[item];
}

bool as_they_stand(const std::vector<ItemIndex>& order, std::size_t items) {
  if (order.size() != items) return false;
  for (std::size_t place = 0; place < items; ++place)
    if (order[place] != place) return false;
  return true;
}

}  // namespace

AmendedPlan amended(const Plan& plan, const Plan& next) {
  const Matching matching(plan, next);
  AmendedPlan grown{next, {}, {}};
  std::vector<ItemIndex> places;
  auto behind = static_cast<ItemIndex>(plan.items.size());
  for (const auto& known : matching.known()) {
    if (!known) grown.added.push_back(behind);
    places.push_back(known ? *known : behind++);
  }
  auto& items = grown.plan.items;
  items = std::vector<Item>(behind);
  for (ItemIndex index = 0; index < plan.items.size(); ++index) {
    if (matching.is_taken(index)) continue;
    items[index] = stone_of(plan.items[index]);
    if (!plan.items[index].removed) grown.removed.push_back(index);
  }
  for (ItemIndex index = 0; index < next.items.size(); ++index) {
    Item item = next.items[index];
    if (item.parent) item.parent = places[*item.parent];
    place_anew(item.children, places);
    place_anew(item.edges, places);
    if (places[index] != index) item.text_index = index;
    items[places[index]] = std::move(item);
  }
  place_anew(grown.plan.phases, places);
  place_anew(grown.plan.contingencies, places);
  if (!as_they_stand(places, items.size())) grown.plan.order = std::move(places);
  return grown;
}

}  // namespace golive
