#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/axis.h"
#include "report/chapters.h"
#include "view/item_view.h"

namespace golive {

namespace {

using namespace std::chrono_literals;

nlohmann::json bar(const Axis& axis, const std::optional<Instant>& from,
                   const std::optional<Instant>& to) {
  if (!from) return nullptr;
  const auto left = axis.percent(*from);
  const auto right = axis.percent(to.value_or(*from));
  // What took no time is still to be seen.
  return {{"left", decimal(std::min(left, 99.2))}, {"width", decimal(std::max(right - left, 0.8))}};
}

bool on_day_j(const Run& run, const std::optional<Instant>& instant) {
  return instant && to_local(run.timeline->zone, *instant).date == run.timeline->j;
}

std::vector<ItemIndex> items_of_day_j(const Run& run) {
  std::vector<ItemIndex> items;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    if (!is_leaf(run.plan->items[index])) continue;
    const auto span = span_of(run, index);
    if (on_day_j(run, span.started) || on_day_j(run, run.timeline->items[index].start))
      items.push_back(index);
  }
  return items;
}

// From the full hour before the first to the one after the last.
std::optional<Axis> axis_of(const Run& run, const std::vector<ItemIndex>& items) {
  std::optional<Axis> axis;
  const auto take = [&](const std::optional<Instant>& instant) {
    if (!on_day_j(run, instant)) return;
    if (!axis) axis = Axis{*instant, *instant};
    axis->from = std::min(axis->from, *instant);
    axis->to = std::max(axis->to, *instant);
  };
  for (const auto index : items) {
    const auto span = span_of(run, index);
    const auto& planned = run.timeline->items[index];
    for (const auto& instant : {span.started, span.ended, planned.start, planned.end})
      take(instant);
  }
  if (!axis) return axis;
  axis->from = std::chrono::floor<std::chrono::hours>(axis->from);
  axis->to = std::chrono::floor<std::chrono::hours>(axis->to) + 1h;
  return axis;
}

// Where there is no room for all of them, the template leaves out those said "seldom", then those
// said "often"; those said "always" never collide on a phone.
const char* rank_of(std::size_t number, std::size_t count) {
  constexpr std::size_t on_a_phone = 4, on_a_tablet = 7;
  const auto is_among = [&](std::size_t most) { return number % ((count + most - 1) / most) == 0; };
  return is_among(on_a_phone) ? "always" : is_among(on_a_tablet) ? "often" : "seldom";
}

nlohmann::json ticks_of(const Axis& axis, std::chrono::hours step, const Phrase& phrase) {
  auto ticks = nlohmann::json::array();
  const auto count = static_cast<std::size_t>((axis.to - axis.from) / step) + 1;
  for (auto tick = axis.from; tick <= axis.to; tick += step)
    ticks.push_back({{"left", decimal(axis.percent(tick))},
                     {"text", phrase.time(tick)["text"]},
                     {"rank", rank_of(ticks.size(), count)}});
  return ticks;
}

}  // namespace

nlohmann::json day_picture(const Account& account, const Phrase& phrase) {
  const auto& run = account.run;
  const auto items = items_of_day_j(run);
  const auto axis = axis_of(run, items);
  if (!axis) return nullptr;
  const auto step = axis->to - axis->from > 12h ? 3h : 1h;
  auto rows = nlohmann::json::array();
  for (const auto index : items) {
    const auto& planned = run.timeline->items[index];
    const auto span = span_of(run, index);
    auto row = phrase.item(index);
    row["state"] = phrase.item_state(index);
    const bool today = on_day_j(run, planned.start);
    row["planned"] = today ? bar(*axis, planned.start, planned.end) : nlohmann::json();
    row["actual"] = bar(*axis, span.started, span.ended);
    rows.push_back(std::move(row));
  }
  const auto hours = static_cast<double>((axis->to - axis->from) / 1h);
  return {{"ticks", ticks_of(*axis, step, phrase)},
          {"grid", decimal(100.0 * static_cast<double>(step / 1h) / hours)},
          {"rows", std::move(rows)}};
}

}  // namespace golive
