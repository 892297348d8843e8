#include "sim/drawing.h"

#include <cmath>

#include "base/chance.h"

namespace golive {
namespace {

enum class Purpose : std::uint64_t { duration, outcome, failure, answer };

constexpr std::uint64_t number_of(Purpose purpose) { return static_cast<std::uint64_t>(purpose); }

Chance chance_of(std::uint64_t seed, Purpose purpose, const AttemptId& id) {
  return {seed,
          {number_of(purpose), id.item, static_cast<std::uint64_t>(id.slot),
           static_cast<std::uint64_t>(id.attempt)}};
}

Duration in_seconds(Duration duration) {
  return std::chrono::floor<std::chrono::seconds>(duration);
}

}  // namespace

// A watch lasts as long as it looks.
Duration Drawing::duration(const AttemptId& id) const {
  const Item& item = plan_.items[id.item];
  const Duration estimate = estimate_of(item, id.slot);
  const Duration late = id.slot == Slot::action ? circumstances_.items[id.item].late : Duration{};
  if (item.during && id.slot == Slot::action) return estimate;
  const double share = chance_of(seed_, Purpose::duration, id).unit();
  if (measured_ != nullptr && is_measured(plan_, id.item, id.slot, *measured_))
    return measured_of(*measured_->of(id.item, id.slot), share) + late;
  return in_seconds(work_of(estimate, share)) + late;
}

bool Drawing::fails(const AttemptId& id) const {
  if (id.slot != Slot::action) return false;
  const auto& item = circumstances_.items[id.item];
  if (item.failing) return *item.failing == 0 || id.attempt <= *item.failing;
  return 100 * chance_of(seed_, Purpose::outcome, id).unit() < item.percent;
}

Duration Drawing::until_failure(const AttemptId& id) const {
  const double share = chance_of(seed_, Purpose::failure, id).unit();
  const auto whole = static_cast<double>(duration(id).count());
  return in_seconds(Duration(std::llround(share * whole)));
}

Duration Drawing::answer(ItemIndex index, Instant asked, std::uint64_t number) const {
  Chance chance(seed_, {number_of(Purpose::answer), index, number,
                        static_cast<std::uint64_t>(asked.time_since_epoch().count())});
  const Item& item = plan_.items[index];
  const Duration late = circumstances_.late + circumstances_.items[index].late;
  return in_seconds(answer_of(item, chance.unit())) + late;
}

}  // namespace golive
