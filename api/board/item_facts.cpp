#include "api/board/item_facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "core/subject.h"
#include "core/told_watches.h"
#include "view/evidence_view.h"
#include "view/item_view.h"

namespace golive::board {
namespace {

constexpr std::size_t listed_items = 12;
constexpr std::size_t listed_watches = 8;  // of one item; the last row says how many are left out

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

nlohmann::json told_conditions(const std::vector<Condition>& conditions) {
  auto json = nlohmann::json::array();
  for (const auto& each : conditions)
    json.push_back(each.text + " (" + each.owner + ", " + each.due + ")");
  return json;
}

nlohmann::json told_decisions(const Look& look, ItemIndex gate) {
  auto json = nlohmann::json::array();
  for (const auto& made : look.run.items[gate].decisions)
    json.push_back({{"actor", made.actor},
                    {"role", look.phrase.role(made.role)},
                    {"verdict", look.phrase.state("verdict", text_of(made.verdict))},
                    {"reason", made.reason},
                    {"conditions", told_conditions(made.conditions)},
                    {"at", look.phrase.time(made.at)}});
  return json;
}

// An item, or each of its watches that have told something.
std::vector<nlohmann::json> rows_of(const Look& look, ItemIndex index) {
  const auto& item = look.run.plan->items[index];
  const nlohmann::json row{{"title", name_of(item)},
                           {"address", item_address(look.run.id, item.path)},
                           {"state", look.phrase.item_state(index)},
                           {"why", look.phrase.said(trouble_of(look.run, index))}};
  const auto told = told_watches(look.run, index);
  if (told.empty()) return {row};
  std::vector<nlohmann::json> rows;
  if (look.run.items[index].state != ItemState::running) {
    auto own = row;
    own["state"] = look.phrase.state("item_state", state_text(look.run, index));
    own["why"] = look.phrase.said(look.run.items[index].error);
    rows.push_back(std::move(own));
  }
  for (const ToldWatch& each : told) {
    auto one = row;
    one["title"] = name_of(item) + which_watch(told, each);
    one["state"] = look.phrase.state("trail", "watch_" + std::string(text_of(each.told->verdict)));
    one["why"] = look.phrase.said(why_told(*each.told));
    rows.push_back(std::move(one));
  }
  if (rows.size() > listed_watches) {
    const auto more = std::to_string(rows.size() - listed_watches);
    rows.resize(listed_watches);
    rows.back()["why"] = rows.back()["why"].get<std::string>() + " (+" + more + ")";
  }
  return rows;
}

// The leaves before it: how many are done, and which of them did not simply succeed.
nlohmann::json rests_on(const Look& look, ItemIndex gate) {
  const auto& plan = *look.run.plan;
  std::size_t done = 0, of = 0;
  auto trouble = nlohmann::json::array(), checks = nlohmann::json::array();
  std::size_t troubled = 0, checked = 0;
  const auto add = [&](nlohmann::json& list, std::size_t& listed, ItemIndex index) {
    if (listed++ >= listed_items) return;
    for (auto& row : rows_of(look, index)) list.push_back(std::move(row));
  };
  for (ItemIndex index = 0; index < gate; ++index) {
    const auto& item = plan.items[index];
    if (!is_leaf(item) || contingency_of(plan, index)) continue;
    const auto state = look.run.items[index].state;
    ++of;
    if (is_done(look.run, index)) ++done;
    const bool well = state == ItemState::succeeded || state == ItemState::approved;
    if (!well && state != ItemState::waiting && state != ItemState::closed)
      add(trouble, troubled, index);
    const bool is_check = item.kind == ItemKind::smoke || item.kind == ItemKind::watch;
    if (well && is_check) add(checks, checked, index);
  }
  return {{"done", done},       {"of", of},
          {"trouble", trouble}, {"has_trouble", !trouble.empty()},
          {"checks", checks},   {"has_checks", !checks.empty()}};
}

nlohmann::json follows(const Look& look, ItemIndex gate) {
  const auto& plan = *look.run.plan;
  auto json = nlohmann::json::array();
  for (ItemIndex index = 0; index < plan.items.size() && json.size() < listed_items; ++index) {
    const auto& edges = plan.items[index].edges;
    if (is_leaf(plan.items[index]) && std::find(edges.begin(), edges.end(), gate) != edges.end())
      json.push_back({{"title", name_of(plan.items[index])},
                      {"at", look.phrase.time(look.run.timeline->items[index].start)}});
  }
  return json;
}

nlohmann::json roles_to_choose(const Look& look, ItemIndex gate) {
  auto json = nlohmann::json::array();
  for (const auto& role : roles_of(look.run.plan->items[gate].decided_by))
    if (has(look.visit.roles, role))
      json.push_back({{"id", role}, {"title", look.phrase.role(role)}});
  return json;
}

nlohmann::json missing_roles(const Look& look, ItemIndex gate) {
  auto json = nlohmann::json::array();
  const auto& decisions = look.run.items[gate].decisions;
  for (const auto& role : roles_of(look.run.plan->items[gate].decided_by))
    if (std::none_of(decisions.begin(), decisions.end(),
                     [&](const Decision& made) { return made.role == role; }))
      json.push_back(look.phrase.role(role));
  return json;
}

}  // namespace

std::string shown_of(const Run& run, ItemIndex gate) {
  std::string text =
      run.plan->hash + "\n" + to_text(run.timeline->j) + "\n" + run.plan->items[gate].path + "\n";
  for (ItemIndex index = 0; index < run.items.size(); ++index)
    if (const auto& item = run.items[index]; index != gate && item.ended_at)
      text += run.plan->items[index].path + " " + std::string(text_of(item.state)) + " " +
              item.result + "\n";
  return sha256(text);
}

nlohmann::json gate_facts(const Look& look, const Forecast& forecast, ItemIndex gate) {
  const auto& item = look.run.plan->items[gate];
  const auto& state = look.run.items[gate];
  const bool open = state.state == ItemState::open || state.state == ItemState::held;
  const bool mine =
      std::any_of(state.decisions.begin(), state.decisions.end(),
                  [&](const Decision& made) { return made.actor == look.visit.name; });
  const auto roles = roles_to_choose(look, gate);
  const auto next = follows(look, gate);
  const auto decisions = told_decisions(look, gate);
  const auto missing = missing_roles(look, gate);
  nlohmann::json json{{"open", open},
                      {"rule", look.phrase.rule(item.decided_by)},
                      {"decisions", decisions},
                      {"has_decisions", !decisions.empty()},
                      {"missing", missing},
                      {"has_missing", open && !missing.empty()},
                      {"rests", rests_on(look, gate)},
                      {"next", next},
                      {"has_next", !next.empty()},
                      {"decided", mine},
                      {"may", open && !mine && !roles.empty()},
                      {"no_role", open && !mine && roles.empty()},
                      {"several", roles.size() > 1},
                      {"roles", roles},
                      {"shown", shown_of(look.run, gate)},
                      {"forecast", told(look, forecast)}};
  // What the engine holds a decision against, once the view of an open gate tells it.
  json["seen"] = subject_of(look.run, gate);
  const auto slack = gate < forecast.items.size() ? forecast.items[gate].slack : std::nullopt;
  json["slack"] = open && slack ? look.phrase.duration(std::max(Duration{}, *slack)) : "";
  if (item.rehearsed_within)
    json["rehearsal"] = {{"phase", item.rehearsed_phase},
                         {"within", look.phrase.duration(*item.rehearsed_within)}};
  return json;
}

// What people attached. A larger file does not come at once: golive evidence get.
nlohmann::json file_facts(const Look& look, ItemIndex item) {
  auto json = nlohmann::json::array();
  for (const Evidence* each : evidence_at(look.run, item)) {
    const auto& file = each->file;
    nlohmann::json one{{"title", each->title},
                       {"actor", each->actor},
                       {"role", look.phrase.role(each->role)},
                       {"at", look.phrase.time(each->at)},
                       {"hash", file.sha256.substr(0, 12)}};
    if (file.size <= evidence_answer_bytes)
      one["address"] = "/api/v1/runs/" + url_encode(look.run.id) + "/evidence/" + file.sha256;
    if (file.tests > 0)
      one["results"] = {{"tests", file.tests}, {"failed", file.failed}, {"bad", file.failed > 0}};
    json.push_back(std::move(one));
  }
  return json;
}

nlohmann::json contingency_facts(const Look& look, ItemIndex contingency) {
  const auto& plan = *look.run.plan;
  const auto& item = plan.items[contingency];
  const auto state = look.run.items[contingency].contingency;
  auto steps = nlohmann::json::array();
  for (const auto child : item.children)
    steps.push_back(
        {{"title", name_of(plan.items[child])}, {"state", look.phrase.item_state(child)}});
  const auto* back = item.rollback_to.empty() ? nullptr : find_item(plan, item.rollback_to);
  const bool idle = !is_final(look.run) && !look.run.active_contingency && !rolling_back(look.run);
  return {{"risk", item.risk},
          {"rule", look.phrase.rule(item.decided_by)},
          {"steps", steps},
          {"has_steps", !steps.empty()},
          {"back_to", back ? name_of(*back) : ""},
          {"offered", state == ContingencyState::offered},
          {"may", idle && state != ContingencyState::active}};
}

}  // namespace golive::board
