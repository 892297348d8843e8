#include "view/waiting.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/question.h"
#include "core/subject.h"
#include "core/told_watches.h"
#include "view/amendment_view.h"
#include "view/decision_view.h"
#include "view/owner.h"
#include "view/shown_time.h"

namespace golive {

namespace {

std::optional<Instant> due(const Item& item, const ItemRun& state) {
  if (!item.within || !state.opened_clock) return std::nullopt;
  return *state.opened_clock + *item.within;
}

Waiting gate(const Run& run, ItemIndex index) {
  const auto& item = run.plan->items[index];
  const auto& state = run.items[index];
  auto missing = roles_of(item.decided_by);
  std::erase_if(missing, [&](const std::string& role) {
    return std::any_of(state.decisions.begin(), state.decisions.end(),
                       [&](const Decision& decision) { return decision.role == role; });
  });
  // Several people of one role may be wanted: then all roles are still in play.
  if (missing.empty()) missing = roles_of(item.decided_by);
  const bool held = state.state == ItemState::held;
  return {index,           WaitingKind::gate, std::move(missing),
          state.opened_at, due(item, state),  held ? state.error : item.description,
          nullptr};
}

Waiting task(const Run& run, ItemIndex index) {
  const auto& state = run.items[index];
  const bool started = state.state == ItemState::running;
  return {index,
          WaitingKind::task,
          acting_roles(*run.plan, index),
          started ? state.started_at : state.opened_at,
          {},
          run.plan->items[index].description,
          nullptr};
}

Waiting contingency(const Run& run, ItemIndex index) {
  const auto& item = run.plan->items[index];
  const auto& state = run.items[index];
  std::string text = item.risk;
  if (state.triggered_by) {
    const auto cause = *state.triggered_by;
    text = run.plan->items[cause].path + ": " + run.items[cause].error;
  }
  return {index,           WaitingKind::contingency, roles_of(item.decided_by),
          state.opened_at, due(item, state),         std::move(text),
          nullptr};
}

std::string question_of(const Effect& effect) {
  const auto request = nlohmann::json::parse(effect.request, nullptr, false);
  if (!request.is_object() || !request.contains("question")) return effect.request;
  const auto& question = request["question"];
  return question.is_string() ? question.get<std::string>() : question.dump();
}

// Who may answer ctx.ask: the role that it names, else whoever acts on the item.
std::vector<std::string> answering_roles(const Run& run, ItemIndex index, const Effect& effect) {
  if (auto role = role_asked(effect); !role.empty()) return {std::move(role)};
  return acting_roles(*run.plan, index);
}

// Which of several: two may be inconclusive at once.
std::string which_of(const Run& run, ItemIndex item, const Effect& poll) {
  return told_watches(run, item).size() > 1 ? " (" + what_it_watches(poll) + ")" : std::string();
}

void add_attempts(const Run& run, std::vector<Waiting>& all) {
  for (const auto& [id, attempt] : run.attempts) {
    const auto roles = acting_roles(*run.plan, id.item);
    if (attempt.diverged)
      all.push_back({id.item,
                     WaitingKind::doubt,
                     roles,
                     attempt.run_started_at,
                     {},
                     run.items[id.item].error,
                     nullptr,
                     id.slot});
    for (const auto& effect : attempt.effects) {
      const auto since = run_time(run, effect.requested_at);
      if (effect.in_doubt)
        all.push_back({id.item,
                       WaitingKind::doubt,
                       roles,
                       since,
                       {},
                       run.items[id.item].error,
                       &effect,
                       id.slot});
      else if (effect.kind == EffectKind::ask && !effect.outcome)
        all.push_back({id.item,
                       WaitingKind::question,
                       answering_roles(run, id.item, effect),
                       since,
                       {},
                       question_of(effect),
                       &effect,
                       id.slot});
      else if (const auto watch = attempt.watches.find(effect.key);
               watch != attempt.watches.end() && asks_somebody(watch->second))
        all.push_back({id.item,
                       WaitingKind::question,
                       roles,
                       run_time(run, watch->second.at),
                       {},
                       "inconclusive" + which_of(run, id.item, effect) + ": " + watch->second.why,
                       &effect,
                       id.slot});
    }
  }
}

// Open ones, due by the end of their day.
void add_reservations(const Run& run, std::vector<Waiting>& all) {
  for (std::size_t place = 0; place < run.reservations.size(); ++place) {
    const Reservation& each = run.reservations[place];
    if (each.closed || each.lapsed) continue;
    Waiting one{each.gate, WaitingKind::reservation, {}, each.at};
    one.reservation = static_cast<int>(place) + 1;
    one.text = each.condition.text;
    if (find_role(*run.plan, each.condition.owner) != nullptr)
      one.roles = {each.condition.owner};
    else
      one.person = each.condition.owner;
    if (const auto day = due_day(each.condition.due, run.timeline->j)) {
      const Date next(std::chrono::sys_days(*day) + std::chrono::days(1));
      one.due = day_start(run.timeline->zone, next) - run.offset;
    }
    all.push_back(std::move(one));
  }
}

// The first of its items that the run has already, or what holds the first one.
ItemIndex place_of(const Run& run, const Amendment& amendment) {
  for (const ItemChange& each : amendment.items)
    for (std::string path = each.item;; path.resize(path.rfind('/'))) {
      if (const Item* item = find_item(*run.plan, path))
        return static_cast<ItemIndex>(item - run.plan->items.data());
      if (path.find('/') == std::string::npos) break;
    }
  return run.plan->phases.empty() ? 0 : run.plan->phases.front();
}

void add_amendment(const Run& run, std::vector<Waiting>& all) {
  const int number = open_amendment(run);
  if (number == 0) return;
  const Amendment& open = *find_amendment(run, number);
  Waiting one{place_of(run, open), WaitingKind::amendment, roles_awaited(run, open), open.at};
  one.amendment = number;
  one.text = open.reason;
  all.push_back(std::move(one));
}

// What who decides goes by: as `seen` it makes sure that nothing has changed meanwhile.
void add_gate(const Run& run, ItemIndex gate, nlohmann::json& json) {
  const ItemRun& state = run.items[gate];
  json["decisions"] = decisions_json(run, gate);
  json["subject"] = subject_of(run, gate);
  auto told = nlohmann::json::array();
  const auto& rungs = run.plan->items[gate].escalation;
  for (std::size_t rung = 0; rung < static_cast<std::size_t>(state.rungs); ++rung)
    if (rung < rungs.size()) told.push_back(rungs[rung].to);
  if (!told.empty()) json["escalated_to"] = std::move(told);
  auto glass = nlohmann::json::array();
  for (const Decision& each : state.glass)
    glass.push_back({{"actor", each.actor}, {"role", each.role}, {"reason", each.reason}});
  if (!glass.empty()) json["break_glass"] = std::move(glass);
}

nlohmann::json roles_json(const Plan& plan, const std::vector<std::string>& roles) {
  auto json = nlohmann::json::array();
  for (const auto& role : roles) json.push_back({{"id", role}, {"title", role_title(plan, role)}});
  return json;
}

}  // namespace

std::vector<Waiting> waiting_for(const Run& run) {
  std::vector<Waiting> all;
  if (!run.plan || !run.started) return all;
  if (is_final(run)) {
    add_reservations(run, all);
    return all;
  }
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const auto& state = run.items[index];
    const auto kind = run.plan->items[index].kind;
    const bool open = state.state == ItemState::open || state.state == ItemState::held;
    const bool to_do = state.state == ItemState::ready || state.state == ItemState::running;
    if (kind == ItemKind::gate && open) all.push_back(gate(run, index));
    if (kind == ItemKind::task && to_do) all.push_back(task(run, index));
    if (state.contingency == ContingencyState::offered) all.push_back(contingency(run, index));
  }
  add_attempts(run, all);
  add_reservations(run, all);
  add_amendment(run, all);
  std::stable_sort(all.begin(), all.end(),
                   [](const Waiting& a, const Waiting& b) { return a.item < b.item; });
  return all;
}

bool asks_about_watch(const Waiting& waiting) {
  return waiting.kind == WaitingKind::question && waiting.effect != nullptr &&
         waiting.effect->kind == EffectKind::poll;
}

nlohmann::json to_json(const Run& run, const Waiting& waiting) {
  const auto& item = run.plan->items[waiting.item];
  const auto& state = run.items[waiting.item];
  nlohmann::json json{{"item", item.path},
                      {"kind", text_of(waiting.kind)},
                      {"title", name_of(item)},
                      {"state", text_of(state_of(run, waiting.item))},
                      {"roles", roles_json(*run.plan, waiting.roles)},
                      {"since", shown_time(*run.timeline, waiting.since)},
                      {"text", waiting.text}};
  if (waiting.due) json["due"] = to_text(*waiting.due);
  if (waiting.kind == WaitingKind::gate) add_gate(run, waiting.item, json);
  if (waiting.kind == WaitingKind::reservation) {
    const auto& reservation = run.reservations[static_cast<std::size_t>(waiting.reservation) - 1];
    json["state"] = "open";
    json["reservation"] = waiting.reservation;
    json["owner"] = reservation.condition.owner;
    json["due_day"] = reservation.condition.due;
    json["by"] = reservation.actor;
  }
  if (waiting.kind == WaitingKind::amendment) {
    json["state"] = "open";
    json["amendment"] = waiting.amendment;
    json["by"] = find_amendment(run, waiting.amendment)->proposer;
    json["subject"] = amendment_subject(run, waiting.amendment);
  }
  if (waiting.kind == WaitingKind::contingency) {
    json["state"] = text_of(state.contingency);
    json["overdue"] = state.overdue;
    json["risk"] = item.risk;
  }
  if (waiting.slot) json["slot"] = text_of(*waiting.slot);
  if (waiting.effect != nullptr) {
    json["effect"] = text_of(waiting.effect->kind);
    if (waiting.kind == WaitingKind::question) json["key"] = waiting.effect->key;
    if (asks_about_watch(waiting)) {
      json["answers"] = nlohmann::json::array();
      for (const auto& [answer, text] : EnumText<WatchAnswer>::table)
        json["answers"].push_back(text);
    }
    const auto request = nlohmann::json::parse(waiting.effect->request, nullptr, false);
    json["request"] = request.is_discarded() ? nlohmann::json(waiting.effect->request) : request;
  }
  return json;
}

}  // namespace golive
