// Measurements: how long the items of a plan took in its rehearsals. Handed as data to whoever says
// how long something will take (core/estimates.h); view/comparison.h makes them of logs.
#pragma once

#include <vector>

#include "base/instant.h"
#include "core/effect.h"

namespace golive {

// How long the undo of an item takes, by its rehearsals.
struct MeasuredUndo {
  ItemIndex item = 0;
  Duration took{};
  friend bool operator==(const MeasuredUndo&, const MeasuredUndo&) = default;
};

struct Measurements {
  // Parallel to Plan::items, or empty; each ascending.
  std::vector<std::vector<Duration>> actions = {}, undos = {};
  std::size_t rehearsals = 0;  // that they come from

  // Null: nobody has measured it.
  [[nodiscard]] const std::vector<Duration>* of(ItemIndex item, Slot slot) const {
    const auto& all = slot == Slot::undo ? undos : actions;
    return item < all.size() && !all[item].empty() ? &all[item] : nullptr;
  }
};

}  // namespace golive
