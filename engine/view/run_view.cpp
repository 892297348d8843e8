#include "view/run_view.h"

#include <nlohmann/json.hpp>

#include "core/readiness.h"
#include "view/forecast.h"
#include "view/hold.h"
#include "view/item_view.h"
#include "view/people_view.h"
#include "view/shown_time.h"
#include "view/waiting.h"

namespace golive {

namespace {

nlohmann::json head(const Run& run, Instant now) {
  nlohmann::json json{{"id", run.id},
                      {"seq", run.seq},
                      {"plan",
                       {{"id", run.plan->id},
                        {"title", run.plan->title},
                        {"hash", run.plan->hash},
                        {"language", run.plan->language}}},
                      {"mode", text_of(run.mode)},
                      {"environment", run.environment},
                      {"j", to_text(run.timeline->j)},
                      {"timezone", run.timeline->zone.name},
                      {"state", text_of(state_of(run))},
                      {"starter", run.starter},
                      {"created", to_text(run.created_at)},
                      {"clock", shown_time(*run.timeline, run_time(run, now))}};
  if (is_drill(run.drill)) json["drill"] = to_text(run.drill);
  return json;
}

template <class All>
nlohmann::json list(const Run& run, const All& all) {
  auto json = nlohmann::json::array();
  for (const auto& one : all) json.push_back(to_json(run, one));
  return json;
}

nlohmann::json items(const Run& run, const std::vector<ItemIndex>& indices,
                     const Forecast* forecast) {
  auto json = nlohmann::json::array();
  for (const auto index : indices) json.push_back(item_view(run, index, forecast));
  return json;
}

nlohmann::json rollback(const Run& run) {
  auto left = nlohmann::json::array();
  for (const auto item : run.rollback->items) left.push_back(run.plan->items[item].path);
  return {{"to", run.plan->items[run.rollback->to].path}, {"left", std::move(left)}};
}

nlohmann::json frozen(const Run& run, Instant run_now) {
  const auto* freeze = is_final(run) ? nullptr : freeze_at(run, run_now);
  if (freeze == nullptr) return nullptr;
  return {{"freeze", freeze->id},
          {"reason", freeze->reason},
          {"until", shown_time(*run.timeline, freeze->to)}};
}

}  // namespace

Progress progress_of(const Run& run) {
  Progress progress;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    if (run.plan->items[index].removed) continue;
    if (!is_leaf(run.plan->items[index]) || contingency_of(*run.plan, index)) continue;
    ++progress.of;
    if (is_done(run, index)) ++progress.done;
  }
  return progress;
}

nlohmann::json run_view(const Run& run, Instant now, const Measurements& measured) {
  auto json = head(run, now);
  json["holds"] = list(run, holds_of(run));
  json["waiting_for"] = list(run, waiting_for(run));
  const Instant run_now = run_time(run, now);
  const auto forecast = forecast_of(run, run_now, measured);
  add_people(run, run_now, json);
  json["frozen"] = frozen(run, run_now);
  json["forecast"] = forecast_view(run, run_now, forecast);
  json["phases"] = items(run, run.plan->phases, is_final(run) ? nullptr : &forecast);
  json["contingencies"] = items(run, run.plan->contingencies, nullptr);
  if (run.active_contingency)
    json["active_contingency"] = run.plan->items[*run.active_contingency].path;
  if (rolling_back(run)) json["rollback"] = rollback(run);
  return json;
}

nlohmann::json run_summary(const Run& run, Instant now) {
  auto json = head(run, now);
  const auto progress = progress_of(run);
  json["waiting"] = waiting_for(run).size();
  json["progress"] = {{"done", progress.done}, {"of", progress.of}};
  return json;
}

}  // namespace golive
