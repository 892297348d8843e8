#include "view/item_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/told_watches.h"
#include "view/decision_view.h"
#include "view/evidence_view.h"
#include "view/forecast.h"
#include "view/owner.h"
#include "view/shown_time.h"

namespace golive {

namespace {

void put(nlohmann::json& json, const char* name, const std::string& text) {
  if (!text.empty()) json[name] = text;
}

void put(nlohmann::json& json, const char* name, nlohmann::json value) {
  if (!value.is_null() && !value.empty()) json[name] = std::move(value);
}

int attempts_of(const ItemRun& state, Slot slot) {
  return state.attempts[static_cast<std::size_t>(slot)];
}

nlohmann::json planned(const Run& run, ItemIndex index) {
  const auto& planned = run.timeline->items[index];
  auto json = nlohmann::json::object();
  put(json, "start", shown_time(*run.timeline, planned.start));
  put(json, "end", shown_time(*run.timeline, planned.end));
  return json;
}

void put_contingency(nlohmann::json& json, const Run& run, ItemIndex index) {
  const auto& item = run.plan->items[index];
  const auto& state = run.items[index];
  put(json, "risk", item.risk);
  put(json, "decided_by", nlohmann::json(roles_of(item.decided_by)));
  put(json, "rollback_to", item.rollback_to);
  put(json, "rollback_after", item.rollback_after);
  put(json, "offered", shown_time(*run.timeline, state.opened_at));
  if (state.triggered_by) json["triggered_by"] = run.plan->items[*state.triggered_by].path;
  if (state.overdue) json["overdue"] = true;
}

// Each of several watches; of one alone the item's own verdict says all.
nlohmann::json told_json(const Run& run, ItemIndex index) {
  const auto told = told_watches(run, index);
  auto json = nlohmann::json::array();
  if (told.size() < 2) return json;
  for (const ToldWatch& each : told) {
    nlohmann::json one{{"key", each.effect->key},
                       {"watches", what_it_watches(*each.effect)},
                       {"verdict", text_of(each.told->verdict)},
                       {"ended", each.told->ended}};
    put(one, "why", each.told->why);
    put(one, "borne_by", each.told->answered ? each.told->by : "");
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace

const std::string& trouble_of(const Run& run, ItemIndex item) {
  const WatchTold* watch = bad_watch(run, item);
  return watch ? watch->why : run.items[item].error;
}

std::string_view state_text(const Run& run, ItemIndex item) {
  if (run.plan->items[item].kind == ItemKind::contingency)
    return text_of(run.items[item].contingency);
  const ItemState state = state_of(run, item);
  const bool goes_on = state == ItemState::running || state == ItemState::undoing;
  if (!is_final(run) || !goes_on) return text_of(state);
  // A container of which something was undone was not just interrupted.
  const auto& children = run.plan->items[item].children;
  const bool undone = std::any_of(children.begin(), children.end(), [&](ItemIndex child) {
    return state_of(run, child) == ItemState::undone;
  });
  return undone ? text_of(ItemState::undone) : "interrupted";
}

Span span_of(const Run& run, ItemIndex index) {
  const auto& item = run.plan->items[index];
  const auto& state = run.items[index];
  if (item.kind == ItemKind::contingency) return {state.started_at, state.ended_at};
  if (is_leaf(item)) return {state.started_at ? state.started_at : state.opened_at, state.ended_at};
  Span span;
  for (const auto child : item.children) {
    const auto inner = span_of(run, child);
    if (inner.started && (!span.started || *inner.started < *span.started))
      span.started = inner.started;
    if (inner.ended && (!span.ended || *inner.ended > *span.ended)) span.ended = inner.ended;
  }
  if (!is_done(run, index)) span.ended.reset();
  return span;
}

nlohmann::json item_view(const Run& run, ItemIndex index, const Forecast* forecast) {
  const auto& item = run.plan->items[index];
  const auto& state = run.items[index];
  nlohmann::json json{{"path", item.path},
                      {"kind", text_of(item.kind)},
                      {"title", name_of(item)},
                      {"state", state_text(run, index)}};
  const auto span = span_of(run, index);
  put(json, "owner", owner_of(*run.plan, index));
  put(json, "does", item.does);
  put(json, "description", item.description);
  put(json, "planned", planned(run, index));
  if (forecast != nullptr && !is_done(run, index))
    json["forecast"] = forecast_view(run, forecast->items[index]);
  put(json, "opened", shown_time(*run.timeline, state.opened_at));
  put(json, "started", shown_time(*run.timeline, span.started));
  put(json, "ended", shown_time(*run.timeline, span.ended));
  if (const WatchTold* watch = bad_watch(run, index)) {
    json["verdict"] = text_of(watch->verdict);
    put(json, "verdict_why", watch->why);
  }
  put(json, "watches", told_json(run, index));
  put(json, "error", state.error);
  put(json, "undo", state.undo_note);
  if (const auto attempts = attempts_of(state, Slot::action)) json["attempts"] = attempts;
  if (const auto undos = attempts_of(state, Slot::undo)) json["undo_attempts"] = undos;
  put(json, "evidence", evidence_json(run, evidence_at(run, index)));
  if (item.kind == ItemKind::gate) {
    put(json, "decided_by", nlohmann::json(roles_of(item.decided_by)));
    put(json, "decisions", decisions_json(run, index));
  }
  if (item.kind == ItemKind::contingency) put_contingency(json, run, index);
  if (is_leaf(item)) return json;
  auto children = nlohmann::json::array();
  for (const auto child : item.children) children.push_back(item_view(run, child, forecast));
  json["items"] = std::move(children);
  return json;
}

}  // namespace golive
