#include <nlohmann/json.hpp>

#include "report/plan_chapters.h"
#include "view/owner.h"

namespace golive {

namespace {

// Whose it is; of a gate: who decides it, whoever the phase belongs to.
std::string responsible(const PlanText& text, ItemIndex index) {
  const auto& item = text.plan.items[index];
  if (item.kind == ItemKind::gate) return text.phrase.rule(item.decided_by);
  const auto owner = owner_of(text.plan, index);
  return owner.empty() ? "" : text.phrase.role(owner);
}

nlohmann::json duration_of(const PlanText& text, const std::optional<Duration>& duration) {
  return duration ? nlohmann::json(text.phrase.duration(*duration)) : nlohmann::json();
}

nlohmann::json title_of(const PlanText& text, const std::string& path) {
  const auto* found = find_item(text.plan, path);
  return found != nullptr ? nlohmann::json(name_of(*found)) : nlohmann::json(path);
}

// Where a smoke test stands that is hooked to another item, or to what items do.
std::string hook_of(const PlanText& text, const Item& item) {
  const auto& phrase = text.phrase;
  const bool before = !item.hook_before.empty();
  const auto& hook = before ? item.hook_before : item.hook_after;
  if (hook.empty()) return {};
  return phrase.word("hook", before ? "before" : "after") + " " + phrase.word("does", hook);
}

// The list that a check stands in: its title says what is checked.
std::string list_of(const PlanText& text, const Item& item) {
  if (!item.parent) return {};
  const auto& holder = text.plan.items[*item.parent];
  return holder.kind == ItemKind::checklist ? name_of(holder) : std::string();
}

// Every key is set: mustache looks for a missing one in what is around, and the phase has them too.
nlohmann::json row(const PlanText& text, ItemIndex index) {
  const auto& item = text.plan.items[index];
  const auto& planned = text.timeline.items[index];
  auto json = text.phrase.item(index);
  json["kind"] = text.phrase.word("kind", text_of(item.kind));
  json["is_gate"] = item.kind == ItemKind::gate;
  json["owner"] = responsible(text, index);
  json["planned"] = text.phrase.dated_span(planned.start, planned.end);
  json["estimate"] = duration_of(text, item.estimate);
  json["does"] = item.does.empty() ? "" : text.phrase.word("does", item.does);
  json["within"] = duration_of(text, item.within);
  json["valid_for"] = duration_of(text, item.valid_for);
  json["rehearsed"] =
      item.rehearsed_phase.empty() ? nlohmann::json() : title_of(text, item.rehearsed_phase);
  json["rehearsed_within"] = duration_of(text, item.rehearsed_within);
  json["during"] = duration_of(text, item.during);
  json["hook"] = hook_of(text, item);
  json["list"] = list_of(text, item);
  json["description"] = item.description;
  return json;
}

nlohmann::json rows_in(const PlanText& text, ItemIndex holder) {
  auto rows = nlohmann::json::array();
  for (const auto child : text.plan.items[holder].children) {
    if (is_leaf(text.plan.items[child])) {
      rows.push_back(row(text, child));
      continue;
    }
    for (auto& each : rows_in(text, child)) rows.push_back(std::move(each));
  }
  return rows;
}

void add_triggers(const PlanText& text, const Trigger& trigger, nlohmann::json& triggers) {
  for (const auto& part : trigger.parts) add_triggers(text, part, triggers);
  if (trigger.kind == Trigger::Kind::any_of) return;
  triggers.push_back({{"what", text.phrase.word("trigger", text_of(trigger.kind))},
                      {"title", title_of(text, trigger.item)},
                      {"path", trigger.item}});
}

nlohmann::json contingency(const PlanText& text, ItemIndex index) {
  const auto& item = text.plan.items[index];
  auto json = text.phrase.item(index);
  json["risk"] = item.risk;
  json["description"] = item.description;
  json["triggers"] = nlohmann::json::array();
  if (item.trigger) add_triggers(text, *item.trigger, json["triggers"]);
  json["has_triggers"] = !json["triggers"].empty();
  json["decided_by"] = text.phrase.rule(item.decided_by);
  json["within"] = duration_of(text, item.within);
  json["automatic"] = item.automatic;
  json["rollback_to"] =
      item.rollback_to.empty() ? nlohmann::json() : title_of(text, item.rollback_to);
  json["rollback_after"] =
      item.rollback_after.empty() ? nlohmann::json() : title_of(text, item.rollback_after);
  json["items"] = rows_in(text, index);
  json["has_items"] = !json["items"].empty();
  return json;
}

}  // namespace

nlohmann::json planned_phases(const PlanText& text) {
  auto phases = nlohmann::json::array();
  for (const auto index : text.plan.phases) {
    auto phase = row(text, index);
    phase["items"] = rows_in(text, index);
    phases.push_back(std::move(phase));
  }
  return phases;
}

nlohmann::json planned_contingencies(const PlanText& text) {
  auto contingencies = nlohmann::json::array();
  for (const auto index : text.plan.contingencies)
    contingencies.push_back(contingency(text, index));
  return contingencies;
}

}  // namespace golive
