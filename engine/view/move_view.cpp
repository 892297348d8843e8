#include "view/move_view.h"

#include <nlohmann/json.hpp>

#include "view/shown_time.h"

namespace golive {
namespace {

// "2027-01-15 08:15 to 08:20", "2027-01-15 08:15", "to 2027-01-22 00:00"
std::string span_text(const ZoneRules& zone, const Planned& planned) {
  std::string text = planned.start ? local_text(zone, *planned.start) : "";
  if (!planned.end) return text;
  const auto end = local_text(zone, *planned.end);
  const bool same_day = !text.empty() && text.substr(0, 10) == end.substr(0, 10);
  return text + (text.empty() ? "to " : " to ") + (same_day ? end.substr(11) : end);
}

nlohmann::json span_json(const Timeline& timeline, ItemIndex item) {
  return {{"start", shown_time(timeline, timeline.items[item].start)},
          {"end", shown_time(timeline, timeline.items[item].end)}};
}

// The items whose times change. A `parallel` has none of its own.
template <class Visit>
void each_change(const Run& run, const Move& move, const Visit& visit) {
  for (ItemIndex item = 0; item < run.plan->items.size(); ++item)
    if (run.timeline->items[item] != move.timeline.items[item]) visit(item);
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

}  // namespace

nlohmann::json move_view(const Run& run, const Move& move) {
  auto items = nlohmann::json::array();
  each_change(run, move, [&](ItemIndex item) {
    items.push_back({{"item", run.plan->items[item].path},
                     {"title", name_of(run.plan->items[item])},
                     {"before", span_json(*run.timeline, item)},
                     {"after", span_json(move.timeline, item)}});
  });
  auto again = nlohmann::json::array();
  for (const ItemIndex gate : move.asked_again) again.push_back(run.plan->items[gate].path);
  return {{"before", to_text(run.timeline->j)},
          {"j", to_text(move.timeline.j)},
          {"items", std::move(items)},
          {"asked_again", std::move(again)}};
}

std::string move_text(const Run& run, const Move& move) {
  const auto& zone = run.timeline->zone;
  std::size_t widest = 0;
  each_change(run, move, [&](ItemIndex item) {
    widest = std::max(widest, run.plan->items[item].path.size());
  });
  std::string text = "J: " + to_text(run.timeline->j) + " -> " + to_text(move.timeline.j) + " (" +
                     zone.name + ")\n";
  each_change(run, move, [&](ItemIndex item) {
    const std::string gap(widest + 4, ' ');
    text += "  " + padded(run.plan->items[item].path, widest) + "  " +
            span_text(zone, run.timeline->items[item]) + "\n" + gap + "-> " +
            span_text(zone, move.timeline.items[item]) + "\n";
  });
  for (const ItemIndex gate : move.asked_again)
    text += "Asked again at its new time: " + run.plan->items[gate].path + "\n";
  return text;
}

}  // namespace golive
