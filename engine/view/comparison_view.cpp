#include <algorithm>
#include <nlohmann/json.hpp>

#include "view/comparison.h"

namespace golive {
namespace {

nlohmann::json ms_or_null(const std::optional<Duration>& duration) {
  return duration ? nlohmann::json(duration->count()) : nlohmann::json();
}

nlohmann::json took_json(const Measured::Took& took) {
  return {{"done", took.done}, {"ms", ms_or_null(took.time)}};
}

nlohmann::json rehearsal_json(const Measured& rehearsal) {
  return {{"run", rehearsal.run},
          {"drill", to_text(rehearsal.drill)},
          {"environment", rehearsal.environment},
          {"state", text_of(rehearsal.state)},
          {"created", to_text(rehearsal.created)},
          {"plan_hash", rehearsal.plan->hash}};
}

// To the tenth of a second below a minute, to the second above.
std::string brief(Duration duration) {
  using namespace std::chrono_literals;
  if (duration < Duration{}) return "-" + brief(-duration);
  if (duration >= 1min)
    return to_text(Duration(std::chrono::round<std::chrono::seconds>(duration)));
  const auto tenths = (duration.count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "s";
}

std::string brief(const Measured::Took& took) {
  return took.time ? brief(*took.time) : took.done ? "done" : "-";
}

std::string widened(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string row_text(const Plan& plan, const Comparison::Row& row, bool has_actual) {
  const bool undo = row.slot == Slot::undo;
  std::string rehearsed;
  for (const auto& took : row.rehearsed) rehearsed += (rehearsed.empty() ? "" : ", ") + brief(took);
  std::string line = widened((undo ? "  undo of " : "  ") + plan.items[row.item].path, 40) + " " +
                     widened(row.estimate ? to_text(*row.estimate) : "-", 8) + " " +
                     widened(rehearsed, has_actual ? 20 : 0);
  if (has_actual) line += " " + widened(brief(row.actual), row.difference ? 8 : 0);
  if (row.difference)
    line += " " + std::string(*row.difference < Duration{} ? "" : "+") + brief(*row.difference);
  return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string named(const Plan& plan, const Comparison& comparison, const std::string& title,
                  const auto& is_meant) {
  std::string text;
  for (const auto& row : comparison.rows)
    if (is_meant(row)) text += "  " + plan.items[row.item].path + "\n";
  return text.empty() ? text : "\n" + title + "\n" + text;
}

}  // namespace

nlohmann::json comparison_view(const Plan& plan, const std::vector<Measured>& rehearsals,
                               const Measured* actual) {
  auto past = nlohmann::json::array(), items = past, never = past, undos = past, stale = past;
  for (const auto& rehearsal : rehearsals) past.push_back(rehearsal_json(rehearsal));
  for (const auto& row : compare(plan, rehearsals, actual).rows) {
    const auto& path = plan.items[row.item].path;
    auto rehearsed = nlohmann::json::array();
    for (const auto& took : row.rehearsed) rehearsed.push_back(took_json(took));
    items.push_back({{"path", path},
                     {"slot", text_of(row.slot)},
                     {"estimate_ms", ms_or_null(row.estimate)},
                     {"rehearsed", std::move(rehearsed)},
                     {"actual", took_json(row.actual)},
                     {"difference_ms", ms_or_null(row.difference)}});
    if (!was_rehearsed(row)) (row.slot == Slot::undo ? undos : never).push_back(path);
    if (row.stale != Staleness::none)
      stale.push_back({{"path", path}, {"slot", text_of(row.slot)}, {"why", text_of(row.stale)}});
  }
  nlohmann::json json{{"plan", {{"id", plan.id}, {"title", plan.title}, {"hash", plan.hash}}},
                      {"rehearsals", std::move(past)},
                      {"items", std::move(items)},
                      {"never_rehearsed", std::move(never)},
                      {"undos_never_rehearsed", std::move(undos)},
                      {"stale", std::move(stale)}};
  if (actual != nullptr) json["run"] = actual->run;
  return json;
}

std::string comparison_text(const Plan& plan, const std::vector<Measured>& rehearsals,
                            const Measured* actual) {
  std::string text = (actual != nullptr ? actual->run + "  " : "") + plan.title + "\n";
  for (const auto& rehearsal : rehearsals)
    text += "rehearsed by " + rehearsal.run + ": " + std::string(text_of(rehearsal.state)) +
            " in " + rehearsal.environment + ", " + to_text(rehearsal.created).substr(0, 10) +
            (rehearsal.plan->hash == plan.hash ? "" : ", of another state of the runbook") +
            (is_drill(rehearsal.drill) ? "; a drill: " + to_text(rehearsal.drill) : "") + "\n";
  if (rehearsals.empty()) return text + "It was never rehearsed.\n";
  const auto comparison = compare(plan, rehearsals, actual);
  text += "\n  " + widened("item", 38) + " estimate " + widened("rehearsed", 20) +
          (actual != nullptr ? " actual   difference from the last rehearsal" : "") + "\n";
  for (const auto& row : comparison.rows) text += row_text(plan, row, actual != nullptr);
  const auto never = [](Slot slot) {
    return [slot](const Comparison::Row& row) { return row.slot == slot && !was_rehearsed(row); };
  };
  const auto stale = [](Staleness why) {
    return
        [why](const Comparison::Row& row) { return row.slot == Slot::action && row.stale == why; };
  };
  return text + named(plan, comparison, "Never rehearsed", never(Slot::action)) +
         named(plan, comparison, "Undos never rehearsed", never(Slot::undo)) +
         named(plan, comparison, "Changed since it was rehearsed", stale(Staleness::item)) +
         named(plan, comparison, "Rehearsed before a file of the runbook changed",
               stale(Staleness::runbook));
}

}  // namespace golive
