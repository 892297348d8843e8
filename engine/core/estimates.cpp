#include "core/estimates.h"

#include <cmath>

namespace golive {

bool lacks_estimate(const Item& item) {
  return is_leaf(item) && item.kind != ItemKind::gate && !item.estimate && !item.during;
}

Duration estimate_of(const Item& item, Slot slot) {
  if (slot == Slot::undo && item.undo_estimate) return *item.undo_estimate;
  if (slot == Slot::action && item.during) return *item.during;
  return item.estimate.value_or(item.kind == ItemKind::task ? assumed::task : assumed::step);
}

Duration triangular(Duration least, Duration mode, Duration most, double share) {
  const auto span = static_cast<double>((most - least).count());
  if (span <= 0) return least;
  const auto below = static_cast<double>((mode - least).count());
  const auto above = static_cast<double>((most - mode).count());
  const double offset = share < below / span ? std::sqrt(share * span * below)
                                             : span - std::sqrt((1 - share) * span * above);
  return least + Duration(std::llround(offset));
}

Duration work_of(Duration estimate, double share) {
  return triangular(estimate * 3 / 4, estimate, estimate * 2, share);
}

Duration answer_of(const Item& item, double share) {
  if (item.within) return triangular({}, *item.within / 4, *item.within * 109 / 100, share);
  return triangular(assumed::answer_least, assumed::answer_mode, assumed::answer_most, share);
}

}  // namespace golive
