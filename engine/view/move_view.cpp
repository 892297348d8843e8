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

// A plan's freezes keep their order.
template <class Visit>
void each_moved_freeze(const Run& run, const Move& move, const Visit& visit) {
  const auto& before = run.timeline->freezes;
  const auto& after = move.timeline.freezes;
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    if (before[i] != after[i]) visit(before[i], after[i]);
}

// Nor do its windows.
template <class Visit>
void each_moved_window(const Run& run, const Move& move, const Visit& visit) {
  const auto& before = run.timeline->windows;
  const auto& after = move.timeline.windows;
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    if (before[i] != after[i]) visit(before[i], after[i]);
}

nlohmann::json between_json(const Timeline& timeline, Instant from, Instant to) {
  return {{"start", shown_time(timeline, from)}, {"end", shown_time(timeline, to)}};
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
  const auto paths = [&](const std::vector<ItemIndex>& all) {
    auto json = nlohmann::json::array();
    for (const ItemIndex item : all) json.push_back(run.plan->items[item].path);
    return json;
  };
  auto freezes = nlohmann::json::array();
  each_moved_freeze(run, move, [&](const FrozenSpan& before, const FrozenSpan& after) {
    freezes.push_back({{"freeze", after.id},
                       {"before", between_json(*run.timeline, before.from, before.to)},
                       {"after", between_json(move.timeline, after.from, after.to)}});
  });
  auto windows = nlohmann::json::array();
  each_moved_window(run, move, [&](const OpenSpan& before, const OpenSpan& after) {
    windows.push_back({{"window", after.id},
                       {"before", between_json(*run.timeline, before.from, before.to)},
                       {"after", between_json(move.timeline, after.from, after.to)}});
  });
  return {{"before", to_text(run.timeline->j)}, {"j", to_text(move.timeline.j)},
          {"items", std::move(items)},          {"freezes", std::move(freezes)},
          {"windows", std::move(windows)},      {"asked_again", paths(move.asked_again)},
          {"overdue", paths(move.overdue)}};
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
  each_moved_freeze(run, move, [&](const FrozenSpan& before, const FrozenSpan& after) {
    text += "  freeze " + after.id + "  " + span_text(zone, {before.from, before.to}) +
            "\n    -> " + span_text(zone, {after.from, after.to}) + "\n";
  });
  each_moved_window(run, move, [&](const OpenSpan& before, const OpenSpan& after) {
    text += "  window " + after.id + "  " + span_text(zone, {before.from, before.to}) +
            "\n    -> " + span_text(zone, {after.from, after.to}) + "\n";
  });
  for (const ItemIndex item : move.overdue)
    text += "Its new time is over, so it starts as soon as it may: " + run.plan->items[item].path +
            "\n";
  for (const ItemIndex gate : move.asked_again)
    text += "Asked again: " + run.plan->items[gate].path + "\n";
  return text;
}

}  // namespace golive
