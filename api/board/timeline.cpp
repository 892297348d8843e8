// The phases of a run as rows with bars: what was planned, what was done, what is forecast, and the
// line of now. Positions in percent, as attributes of SVG: the pages allow no inline style.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "base/limits.h"
#include "report/axis.h"
#include "view/item_view.h"

namespace golive::board {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr int most_ticks = 6;

struct Row {
  ItemIndex item;
  std::optional<Instant> planned_start, planned_end, started, ended, coming_start, coming_end;
};

void add_leaves(const Look& look, const Forecast& forecast, ItemIndex index,
                std::vector<Row>& rows) {
  const auto& item = look.run.plan->items[index];
  if (!is_leaf(item)) {
    for (const auto child : item.children) add_leaves(look, forecast, child, rows);
    return;
  }
  const auto span = span_of(look.run, index);
  const auto& planned = look.run.timeline->items[index];
  Row row{index, planned.start, planned.end, span.started, span.ended, {}, {}};
  if (!is_final(look.run) && !is_done(look.run, index) && index < forecast.items.size()) {
    row.coming_start = forecast.items[index].start;
    row.coming_end = forecast.items[index].end;
  }
  if (row.started && !row.ended && !is_final(look.run)) row.ended = look.now;
  rows.push_back(row);
}

// A phase of days is shown as long as it is planned; one of a day by the hours that it is about.
std::optional<Axis> axis_of(const std::vector<Row>& rows, const Planned& phase) {
  std::optional<Axis> axis;
  for (const auto& row : rows)
    for (const auto& instant : {row.planned_start, row.planned_end, row.started, row.ended,
                                row.coming_start, row.coming_end}) {
      if (!instant) continue;
      if (!axis) axis = Axis{*instant, *instant};
      axis->from = std::min(axis->from, *instant);
      axis->to = std::max(axis->to, *instant);
    }
  if (axis && phase.start && phase.end && *phase.end - *phase.start > 36h) {
    axis->from = std::min(axis->from, *phase.start);
    axis->to = std::max(axis->to, *phase.end);
  }
  if (axis) axis->to = std::max(axis->to, axis->from + 10min);
  return axis;
}

nlohmann::json tick(const Axis& axis, Instant at, std::string text) {
  const auto x = axis.percent(at);
  if (x < 1 || x > 94) return nullptr;
  return {{"x", decimal(x)}, {"text", std::move(text)}};
}

nlohmann::json ticks_of(const Look& look, const Axis& axis) {
  constexpr std::array<Duration, 8> steps{15min, 30min, 1h, 2h, 3h, 6h, 12h, 24h};
  const auto& zone = look.run.timeline->zone;
  auto ticks = nlohmann::json::array();
  const auto add = [&](nlohmann::json made) {
    if (!made.is_null()) ticks.push_back(std::move(made));
  };
  const auto length = axis.to - axis.from;
  if (length <= 36h) {
    const auto* const step = std::find_if(
        steps.begin(), steps.end(), [&](Duration each) { return length / each < most_ticks; });
    for (Instant at = floor<std::chrono::hours>(axis.from); at <= axis.to; at += *step)
      add(tick(axis, at, look.phrase.time(at)["text"]));
    return ticks;
  }
  const sys_days j = look.run.timeline->j;
  const auto first = (sys_days(to_local(zone, axis.from).date) - j).count();
  const auto last = (sys_days(to_local(zone, axis.to).date) - j).count();
  const auto step = std::max<long>(1, (last - first + most_ticks) / most_ticks);
  for (auto day = first; day <= last; day += step)
    add(tick(axis, day_start(zone, j + days(day)),
             to_text(Moment{static_cast<int>(day), false, {}})));
  return ticks;
}

nlohmann::json bar(const Axis& axis, const std::optional<Instant>& from,
                   const std::optional<Instant>& to) {
  if (!from) return nullptr;
  const auto left = axis.percent(*from), right = axis.percent(to.value_or(*from));
  // What takes no time is still to be seen.
  return {{"x", decimal(std::min(left, 99.2))}, {"w", decimal(std::max(right - left, 0.8))}};
}

std::string late_of(const Look& look, const Row& row) {
  const auto start = row.started ? row.started : row.coming_start;
  if (!start || !row.planned_start || *start - *row.planned_start < 1min) return {};
  return "+" + look.phrase.duration(floor<minutes>(*start - *row.planned_start));
}

// A page has hundreds of them: a slash may stand in a query as it is.
std::string query_path(const std::string& path) {
  std::string text;
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find('/', at), path.size());
    text += (at == 0 ? "" : "/") + url_encode(path.substr(at, end - at));
    at = end + 1;
  }
  return text;
}

nlohmann::json told_row(const Look& look, const Axis& axis, const Row& row) {
  const auto& item = look.run.plan->items[row.item];
  const auto state = look.phrase.item_state(row.item);
  const auto when = row.started        ? row.started
                    : row.coming_start ? row.coming_start
                                       : row.planned_start;
  const auto at = look.phrase.time(when);
  const bool gate = item.kind == ItemKind::gate;
  nlohmann::json json{{"path", query_path(item.path)},
                      {"title", name_of(item)},
                      {"mark", state["mark"]},
                      {"tone", state["tone"]},
                      {"state", state["text"]},
                      {"when", at.is_null() ? nlohmann::json("") : at["text"]},
                      {"coming", !row.started && row.coming_start.has_value()},
                      {"late", late_of(look, row)},
                      {"planned", nullptr},
                      {"did", nullptr},
                      {"coming_bar", nullptr},
                      {"gate", nullptr}};
  if (gate && when) {
    json["gate"] = {{"x", decimal(std::clamp(axis.percent(*when), 0.5, 99.5))}};
    return json;
  }
  json["planned"] = bar(axis, row.planned_start, row.planned_end);
  json["did"] = bar(axis, row.started, row.ended);
  if (!row.started) json["coming_bar"] = bar(axis, row.coming_start, row.coming_end);
  return json;
}

bool is_quiet(const Look& look, const Row& row) {
  return is_done(look.run, row.item) || look.run.items[row.item].state == ItemState::waiting ||
         look.run.items[row.item].state == ItemState::closed;
}

// Of a long phase: what goes on, and what is next to it.
void keep_what_is_near(const Look& look, std::vector<Row>& rows) {
  if (rows.size() <= limits::board_long_phase) return;
  constexpr std::ptrdiff_t before = 10;
  const auto first = std::find_if(rows.begin(), rows.end(),
                                  [&](const Row& row) { return !is_done(look.run, row.item); });
  const auto from = rows.begin() + std::max<std::ptrdiff_t>(0, first - rows.begin() - before);
  const auto to = rows.end() - from > static_cast<std::ptrdiff_t>(limits::board_long_phase)
                      ? from + static_cast<std::ptrdiff_t>(limits::board_long_phase)
                      : rows.end();
  std::vector<Row> near;
  for (auto row = rows.begin(); row != rows.end(); ++row)
    if ((row >= from && row < to) || !is_quiet(look, *row)) near.push_back(*row);
  rows = std::move(near);
}

nlohmann::json told_phase(const Look& look, const Forecast& forecast, ItemIndex phase, bool open,
                          bool whole) {
  const auto& item = look.run.plan->items[phase];
  std::vector<Row> rows;
  add_leaves(look, forecast, phase, rows);
  const auto& planned = look.run.timeline->items[phase];
  const auto axis = axis_of(rows, planned);
  const auto count = rows.size();
  const auto done = std::count_if(rows.begin(), rows.end(),
                                  [&](const Row& row) { return is_done(look.run, row.item); });
  nlohmann::json json{{"id", item.id},
                      {"title", name_of(item)},
                      {"state", look.phrase.item_state(phase)},
                      {"planned", look.phrase.span(planned.start, planned.end)},
                      {"done", done},
                      {"of", count},
                      {"open", open},
                      {"rows", nlohmann::json::array()}};
  if (!open) return json;
  if (!whole) keep_what_is_near(look, rows);
  json["hidden"] = count > rows.size();
  if (!axis) return json;
  for (const auto& row : rows) json["rows"].push_back(told_row(look, *axis, row));
  json["ticks"] = ticks_of(look, *axis);
  const bool now = !is_final(look.run) && look.now >= axis->from && look.now <= axis->to;
  json["now"] = now ? nlohmann::json{{"x", decimal(axis->percent(look.now))}} : nlohmann::json();
  return json;
}

}  // namespace

nlohmann::json timeline_of(const Look& look, const Forecast& forecast,
                           const std::string& asked_phase) {
  const auto& plan = *look.run.plan;
  auto phases = nlohmann::json::array();
  bool next = !is_final(look.run);
  const bool few = plan.items.size() <= limits::board_long_phase;
  for (const auto phase : plan.phases) {
    const bool asked_for = plan.items[phase].id == asked_phase;
    const bool done = is_done(look.run, phase);
    const bool goes_on = span_of(look.run, phase).started && !done && !is_final(look.run);
    const bool open = asked_for || few || goes_on || (next && !done);
    if (!done) next = false;
    phases.push_back(told_phase(look, forecast, phase, open, asked_for));
  }
  return phases;
}

}  // namespace golive::board
