#include "core/estimates.h"

#include <algorithm>
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

Duration measured_of(const std::vector<Duration>& ascending, double share) {
  const auto count = ascending.size();
  const auto at = [&](std::size_t place) {
    if (place == 0) return ascending.front() * 3 / 4;
    return place > count ? ascending.back() * 2 : ascending[place - 1];
  };
  const double place = share * static_cast<double>(count + 1);
  const auto below = std::min(static_cast<std::size_t>(place), count);
  const auto part = static_cast<double>((at(below + 1) - at(below)).count());
  return at(below) + Duration(std::llround((place - static_cast<double>(below)) * part));
}

bool is_measured(const Plan& plan, ItemIndex index, Slot slot, const Measurements& measured) {
  const Item& item = plan.items[index];
  const bool is_told = item.kind == ItemKind::gate || (item.during && slot == Slot::action);
  return !is_told && measured.of(index, slot) != nullptr;
}

Duration work_of(const Plan& plan, ItemIndex item, Slot slot, const Measurements& measured,
                 double share) {
  if (is_measured(plan, item, slot, measured)) return measured_of(*measured.of(item, slot), share);
  const Duration estimate = estimate_of(plan.items[item], slot);
  return plan.items[item].during && slot == Slot::action ? estimate : work_of(estimate, share);
}

Duration likely_of(const Plan& plan, ItemIndex item, Slot slot, const Measurements& measured) {
  if (is_measured(plan, item, slot, measured)) return measured_of(*measured.of(item, slot), 0.5);
  return estimate_of(plan.items[item], slot);
}

Duration answer_of(const Item& item, double share) {
  if (item.within) return triangular({}, *item.within / 4, *item.within * 109 / 100, share);
  return triangular(assumed::answer_least, assumed::answer_mode, assumed::answer_most, share);
}

}  // namespace golive
