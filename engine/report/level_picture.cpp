#include "report/level_picture.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/axis.h"

namespace golive {
namespace {

// The worst of a span shows, however short it was; what nobody saw is not shown as good.
const char* tone_of(const LevelSlot& slot) {
  if (slot.down > Duration(0)) return "down";
  if (slot.up > Duration(0) && slot.up >= slot.unknown) return "up";
  return slot.up + slot.unknown > Duration(0) ? "unknown" : "none";
}

nlohmann::json strip_of(const ServiceLevel& level) {
  auto strip = nlohmann::json::array();
  const double width = 100.0 / static_cast<double>(level.slots.size());
  for (std::size_t first = 0, end = 0; first < level.slots.size(); first = end) {
    const std::string tone = tone_of(level.slots[first]);
    while (end < level.slots.size() && tone_of(level.slots[end]) == tone) ++end;
    if (tone == "none") continue;
    strip.push_back({{"x", decimal(width * static_cast<double>(first))},
                     {"width", decimal(width * static_cast<double>(end - first))},
                     {"tone", tone}});
  }
  return strip;
}

// The next of 1, 2, 5, 10, 20, ... above.
std::uint32_t top_of(const ServiceLevel& level) {
  std::uint32_t most = 1;
  for (const auto& slot : level.slots) most = std::max(most, slot.p95_ms.value_or(0));
  for (std::uint64_t decade = 1;; decade *= 10)
    for (const std::uint64_t step : {1, 2, 5})
      if (step * decade >= most)
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(step * decade, UINT32_MAX));
}

// Where nobody looked the line is broken.
nlohmann::json lines_of(const ServiceLevel& level, std::uint32_t top,
                        std::optional<std::uint32_t> LevelSlot::*figure) {
  auto lines = nlohmann::json::array();
  std::string points;
  const auto end_line = [&] {
    if (!points.empty()) lines.push_back({{"points", points}});
    points.clear();
  };
  const double width = 100.0 / static_cast<double>(level.slots.size());
  for (std::size_t i = 0; i < level.slots.size(); ++i) {
    const auto& ms = level.slots[i].*figure;
    if (!ms) {
      end_line();
      continue;
    }
    const double height = 100.0 * (1 - static_cast<double>(*ms) / static_cast<double>(top));
    // A span that stands alone is still to be seen.
    for (const double x : {width * static_cast<double>(i), width * static_cast<double>(i + 1)})
      points += (points.empty() ? "" : " ") + decimal(x) + "," + decimal(height);
  }
  end_line();
  return lines;
}

}  // namespace

std::string response_time(std::uint32_t ms, const Phrase& phrase) {
  if (ms < 1'000) return std::to_string(ms) + "\u00a0" + "ms";
  const auto tenths = (ms + 50) / 100;
  return std::to_string(tenths / 10) + phrase.word("comparison", "point") +
         std::to_string(tenths % 10) + "\u00a0" + "s";
}

nlohmann::json level_picture(const ServiceLevel& level, const Phrase& phrase) {
  if (level.samples == 0 || level.slots.empty()) return nullptr;
  const auto top = top_of(level);
  auto from = phrase.time(level.from), to = phrase.time(level.to);
  // Within one minute both ends would say the same.
  if (from["text"] == to["text"]) to["text"] = "+ " + phrase.duration(level.to - level.from);
  return {{"strip", strip_of(level)},
          {"lines50", lines_of(level, top, &LevelSlot::p50_ms)},
          {"lines95", lines_of(level, top, &LevelSlot::p95_ms)},
          {"has_curve", level.p95_ms.has_value()},
          {"top", response_time(top, phrase)},
          {"from", std::move(from)},
          {"to", std::move(to)}};
}

}  // namespace golive
