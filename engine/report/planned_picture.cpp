// The pictures of a plan as coordinates: across in percent, so that they stretch with the page;
// down in pixels, so that their texts stay readable on a phone.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "report/axis.h"
#include "report/plan_chapters.h"

namespace golive {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::sys_days;

constexpr int first_row = 24, line_height = 15, below_label = 17, bar_height = 11, below_bar = 8;
constexpr std::size_t label_bytes = 54;  // that fit across a phone
constexpr int most_ticks = 8;

// Between words, so that nothing of it is cut off.
std::vector<std::string> label_lines(std::string_view name) {
  std::vector<std::string> lines;
  while (!name.empty()) {
    auto line = cut_utf8(name, label_bytes);
    const auto splits = [&] {
      const auto rest =
          name.substr(std::min(name.find_first_not_of(' ', line.size()), name.size()));
      const bool in_word = line.size() < name.size() && name[line.size()] != ' ';
      return in_word || rest.find_first_of(":;?!") == 0;  // as French sets them
    };
    for (auto space = line.rfind(' '); splits() && space != std::string::npos;
         space = line.rfind(' '))
      line = line.substr(0, space);
    lines.emplace_back(line);
    name.remove_prefix(line.size());
    while (name.starts_with(' ')) name.remove_prefix(1);
  }
  return lines;
}

std::string anchor_at(double percent) {
  return percent < 4 ? "start" : percent > 96 ? "end" : "middle";
}

nlohmann::json tick(const Axis& axis, Instant at, const std::string& label) {
  const auto percent = axis.percent(at);
  return {{"x", decimal(percent)}, {"label", label}, {"anchor", anchor_at(percent)}};
}

nlohmann::json frozen_spans(const PlanText& text, const Axis& axis) {
  auto spans = nlohmann::json::array();
  for (const auto& freeze : text.timeline.freezes) {
    if (freeze.to <= axis.from || freeze.from >= axis.to) continue;
    const auto left = axis.percent(freeze.from), right = axis.percent(freeze.to);
    spans.push_back({{"left", decimal(left)},
                     {"width", decimal(std::max(right - left, 0.4))},
                     {"reason", freeze.reason}});
  }
  return spans;
}

// A row at the next free height, which it takes.
nlohmann::json next_row(const PlanText& text, ItemIndex index, const std::string& label, int& top) {
  auto lines = nlohmann::json::array();
  const int label_y = top + 12;
  for (auto& line : label_lines(label)) {
    lines.push_back({{"y", top + 12}, {"text", std::move(line)}});
    top += line_height;
  }
  const int bar_y = top - line_height + below_label;
  top = bar_y + bar_height + below_bar;
  return {{"label", label},
          {"lines", std::move(lines)},
          {"title", name_of(text.plan.items[index])},
          {"path", text.plan.items[index].path},
          {"label_y", label_y},
          {"bar_y", bar_y},
          {"bar_height", bar_height},
          {"middle", bar_y + bar_height / 2 + 1},
          {"bar", nullptr},
          {"gates", nlohmann::json::array()}};
}

nlohmann::json bar(const Axis& axis, Instant from, Instant to) {
  const auto left = axis.percent(from), right = axis.percent(to);
  // What takes no time is still to be seen.
  return {{"left", decimal(std::min(left, 99.2))}, {"width", decimal(std::max(right - left, 0.8))}};
}

nlohmann::json diamond(const PlanText& text, const Axis& axis, ItemIndex gate, Instant at,
                       bool timed) {
  return {{"x", decimal(std::clamp(axis.percent(at), 1.0, 99.0))},
          {"title", name_of(text.plan.items[gate])},
          {"timed", timed}};
}

nlohmann::json framed(const PlanText& text, const Axis& axis, nlohmann::json rows,
                      nlohmann::json ticks, int bottom) {
  return {{"height", bottom + 4},
          {"top", first_row - 6},
          {"bottom", bottom},
          {"inner", bottom - first_row + 6},
          {"rows", std::move(rows)},
          {"ticks", std::move(ticks)},
          {"freezes", frozen_spans(text, axis)}};
}

void add_gates(const PlanText& text, const Axis& axis, ItemIndex holder, Instant end,
               nlohmann::json& gates) {
  for (const auto child : text.plan.items[holder].children) {
    const auto& start = text.timeline.items[child].start;
    if (text.plan.items[child].kind == ItemKind::gate)
      gates.push_back(diamond(text, axis, child, start.value_or(end), start.has_value()));
    else
      add_gates(text, axis, child, end, gates);
  }
}

nlohmann::json day_ticks(const PlanText& text, const Axis& axis) {
  const auto& zone = text.timeline.zone;
  const sys_days j = text.timeline.j;
  const auto first = (sys_days(to_local(zone, axis.from).date) - j).count();
  const auto last = (sys_days(to_local(zone, axis.to).date) - j).count();
  constexpr std::array steps{1, 2, 7, 14, 28, 91};
  const auto fits = [&](int step) { return (last - first) / step < most_ticks; };
  const auto* const fitting = std::find_if(steps.begin(), steps.end(), fits);
  const int step = fitting == steps.end() ? steps.back() : *fitting;
  auto ticks = nlohmann::json::array();
  for (auto offset = first - first % step; offset <= last; offset += step)
    if (offset >= first)
      ticks.push_back(tick(axis, day_start(zone, j + days(offset)),
                           to_text(Moment{static_cast<int>(offset), false, {}})));
  return ticks;
}

bool on_day_j(const PlanText& text, ItemIndex index) {
  const auto& start = text.timeline.items[index].start;
  if (!start || !is_leaf(text.plan.items[index]) || contingency_of(text.plan, index)) return false;
  const auto& item = text.plan.items[index];
  const bool has_clock = item.at || item.at_moment || (item.from && item.from->minute);
  return has_clock && to_local(text.timeline.zone, *start).date == text.timeline.j;
}

Instant end_of(const PlanText& text, ItemIndex index) {
  const auto& planned = text.timeline.items[index];
  return planned.end.value_or(*planned.start);
}

std::vector<ItemIndex> clock_of_day_j(const PlanText& text) {
  std::vector<ItemIndex> items;
  for (ItemIndex index = 0; index < text.plan.items.size(); ++index)
    if (on_day_j(text, index)) items.push_back(index);
  std::stable_sort(items.begin(), items.end(), [&](ItemIndex one, ItemIndex other) {
    return *text.timeline.items[one].start < *text.timeline.items[other].start;
  });
  return items;
}

// From the full hour before the first to the one after the last.
Axis hours_around(const PlanText& text, const std::vector<ItemIndex>& items) {
  Axis axis{*text.timeline.items[items.front()].start, end_of(text, items.front())};
  for (const auto index : items) axis.to = std::max(axis.to, end_of(text, index));
  axis.from = std::chrono::floor<std::chrono::hours>(axis.from);
  axis.to = std::chrono::ceil<std::chrono::hours>(axis.to + 1min);
  return axis;
}

nlohmann::json hour_ticks(const PlanText& text, const Axis& axis) {
  constexpr std::array steps{1h, 2h, 3h, 4h, 6h, 12h};
  const auto fits = [&](auto step) { return (axis.to - axis.from) / step < most_ticks; };
  const auto* const fitting = std::find_if(steps.begin(), steps.end(), fits);
  const auto step = fitting == steps.end() ? steps.back() : *fitting;
  auto ticks = nlohmann::json::array();
  for (auto at = axis.from; at <= axis.to; at += step)
    ticks.push_back(tick(axis, at, text.phrase.time(at)["text"]));
  return ticks;
}

}  // namespace

nlohmann::json picture_of_phases(const PlanText& text) {
  std::optional<Axis> axis;
  for (const auto index : text.plan.phases) {
    const auto& planned = text.timeline.items[index];
    if (!planned.start || !planned.end) continue;
    if (!axis) axis = Axis{*planned.start, *planned.end};
    axis->from = std::min(axis->from, *planned.start);
    axis->to = std::max(axis->to, *planned.end);
  }
  if (!axis || axis->to <= axis->from) return nullptr;
  auto rows = nlohmann::json::array();
  int top = first_row;
  for (const auto index : text.plan.phases) {
    const auto& planned = text.timeline.items[index];
    if (!planned.start || !planned.end) continue;
    auto row = next_row(text, index, name_of(text.plan.items[index]), top);
    row["bar"] = bar(*axis, *planned.start, *planned.end);
    add_gates(text, *axis, index, *planned.end, row["gates"]);
    rows.push_back(std::move(row));
  }
  return framed(text, *axis, std::move(rows), day_ticks(text, *axis), top);
}

nlohmann::json picture_of_day_j(const PlanText& text) {
  const auto items = clock_of_day_j(text);
  if (items.empty()) return nullptr;
  const auto axis = hours_around(text, items);
  auto rows = nlohmann::json::array();
  int top = first_row;
  for (const auto index : items) {
    const auto start = *text.timeline.items[index].start;
    const auto at = text.phrase.time(start)["text"].get<std::string>();
    auto row = next_row(text, index, at + "  " + name_of(text.plan.items[index]), top);
    if (text.plan.items[index].kind == ItemKind::gate)
      row["gates"].push_back(diamond(text, axis, index, start, true));
    else
      row["bar"] = bar(axis, start, end_of(text, index));
    rows.push_back(std::move(row));
  }
  return framed(text, axis, std::move(rows), hour_ticks(text, axis), top);
}

}  // namespace golive
