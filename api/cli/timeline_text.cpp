#include "api/cli/timeline_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace golive::cli {
namespace {

// "2026-11-20 08:15 (07:15Z)"
std::string both_clocks(const ZoneRules& zone, Instant instant) {
  return local_text(zone, instant) + " (" + to_text(instant).substr(11, 5) + "Z)";
}

std::size_t depth_of(const Plan& plan, const Item& item) {
  std::size_t depth = 0;
  for (auto parent = item.parent; parent; parent = plan.items[*parent].parent) ++depth;
  return depth;
}

nlohmann::json instant_json(const ZoneRules& zone, const std::optional<Instant>& instant) {
  if (!instant) return nullptr;
  return {{"utc", to_text(*instant)}, {"local", local_text(zone, *instant)}};
}

}  // namespace

std::string timeline_text(const Plan& plan, const Timeline& timeline) {
  const auto& zone = timeline.zone;
  std::string text = fmt::format("{}\nJ = {} ({}); plan {}\n", plan.title, to_text(timeline.j),
                                 plan.timezone, plan.hash.substr(0, 12));
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    const auto& item = plan.items[i];
    const auto& planned = timeline.items[i];
    const auto depth = depth_of(plan, item);
    if (depth == 0) text += "\n";
    const std::string indent(2 * depth, ' ');
    const std::string start = planned.start ? both_clocks(zone, *planned.start) : "";
    const std::string end = planned.end ? " to " + both_clocks(zone, *planned.end) : "";
    const std::string owner = item.owner.empty() ? "" : " [" + item.owner + "]";
    text += fmt::format("{:<25}{} {}{} {}{}{}\n", start, end.empty() ? std::string(29, ' ') : end,
                        indent, text_of(item.kind), item.path, owner,
                        item.title.empty() ? "" : ": " + item.title);
  }
  for (const auto& freeze : timeline.freezes)
    text += fmt::format("\nfreeze {} to {}: {}\n", both_clocks(zone, freeze.from),
                        both_clocks(zone, freeze.to), freeze.reason);
  text.pop_back();
  return text;
}

std::string timeline_json(const Plan& plan, const Timeline& timeline) {
  const auto& zone = timeline.zone;
  auto items = nlohmann::json::array();
  for (std::size_t i = 0; i < plan.items.size(); ++i)
    items.push_back({{"path", plan.items[i].path},
                     {"kind", text_of(plan.items[i].kind)},
                     {"title", plan.items[i].title},
                     {"owner", plan.items[i].owner},
                     {"start", instant_json(zone, timeline.items[i].start)},
                     {"end", instant_json(zone, timeline.items[i].end)}});
  auto freezes = nlohmann::json::array();
  for (const auto& freeze : timeline.freezes)
    freezes.push_back({{"from", instant_json(zone, freeze.from)},
                       {"to", instant_json(zone, freeze.to)},
                       {"reason", freeze.reason}});
  return nlohmann::json{{"plan", plan.id},
                        {"title", plan.title},
                        {"hash", plan.hash},
                        {"timezone", plan.timezone},
                        {"j", to_text(timeline.j)},
                        {"items", std::move(items)},
                        {"freezes", std::move(freezes)}}
      .dump(2);
}

}  // namespace golive::cli
