#include <nlohmann/json.hpp>

#include "api/cli/timeline_text.h"
#include "view/owner.h"
#include "view/shown_time.h"

namespace golive::cli {
namespace {

nlohmann::json duration_json(const std::optional<Duration>& duration) {
  return duration ? nlohmann::json(to_text(*duration)) : nlohmann::json();
}

// As the runbook has it, resolved: what decides, when, and what it is for.
nlohmann::json item_json(const Plan& plan, const Timeline& timeline, ItemIndex index) {
  const auto& item = plan.items[index];
  nlohmann::json json{{"path", item.path},
                      {"kind", text_of(item.kind)},
                      {"title", item.title},
                      {"owner", owner_of(plan, index)},
                      {"start", shown_time(timeline, timeline.items[index].start)},
                      {"end", shown_time(timeline, timeline.items[index].end)},
                      {"estimate", duration_json(item.estimate)},
                      {"does", item.does}};
  if (!item.window.empty()) json["window"] = item.window;
  if (item.kind != ItemKind::gate && item.kind != ItemKind::contingency) return json;
  json["decided_by"] = roles_of(item.decided_by);
  json["within"] = duration_json(item.within);
  if (item.kind == ItemKind::gate) return json;
  json["risk"] = item.risk;
  json["rollback_to"] = item.rollback_to;
  return json;
}

nlohmann::json holidays_json(const Plan& plan) {
  auto dates = nlohmann::json::array();
  for (const Date date : plan.holiday_dates) dates.push_back(to_text(date));
  return {{"calendar", plan.holidays}, {"files", plan.holiday_files}, {"dates", std::move(dates)}};
}

}  // namespace

std::string timeline_json(const Plan& plan, const Timeline& timeline) {
  auto items = nlohmann::json::array();
  for (ItemIndex index = 0; index < plan.items.size(); ++index)
    items.push_back(item_json(plan, timeline, index));
  auto freezes = nlohmann::json::array();
  for (const auto& freeze : timeline.freezes)
    freezes.push_back({{"id", freeze.id},
                       {"from", shown_time(timeline, freeze.from)},
                       {"to", shown_time(timeline, freeze.to)},
                       {"reason", freeze.reason}});
  auto windows = nlohmann::json::array();
  for (const auto& span : timeline.windows) {
    const auto* window = find_window(plan, span.id);
    windows.push_back({{"id", span.id},
                       {"title", window ? window->title : ""},
                       {"from", shown_time(timeline, span.from)},
                       {"to", shown_time(timeline, span.to)},
                       {"reason", window ? window->reason : ""}});
  }
  return nlohmann::json{{"plan", plan.id},
                        {"title", plan.title},
                        {"hash", plan.hash},
                        {"timezone", plan.timezone},
                        {"j", to_text(timeline.j)},
                        {"items", std::move(items)},
                        {"holidays", holidays_json(plan)},
                        {"freezes", std::move(freezes)},
                        {"windows", std::move(windows)}}
      .dump(2);
}

}  // namespace golive::cli
