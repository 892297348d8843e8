#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "view/decision_view.h"
#include "view/people_view.h"

namespace golive {

nlohmann::json decisions_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& decision : account.decisions) {
    auto json = phrase.item(decision.gate);
    json["by"] = decision.actor;
    json["role"] = phrase.role(decision.role);
    json["from"] = phrase.door(decision.from);
    json["verdict"] = phrase.state("verdict", text_of(decision.verdict));
    json["reason"] = decision.reason;
    json["conditions"] = conditions_json(decision.conditions);
    json["on_behalf_of"] = decision.on_behalf_of;
    json["has_conditions"] = !decision.conditions.empty();
    std::string joined;
    for (const auto& condition : decision.conditions)
      joined += (joined.empty() ? "" : " / ") + condition.text + " (" + condition.owner + ", " +
                condition.due + ")";
    json["conditions_text"] = joined;
    json["at"] = phrase.time(decision.at);
    json["subject"] = decision.subject.substr(0, 12);
    all.push_back(std::move(json));
  }
  for (const auto& note : account.gate_notes) {
    auto json = phrase.item(note.gate);
    json["verdict"] = phrase.state("item_state", text_of(note.state));
    json["reason"] = phrase.said(note.why);
    json["at"] = phrase.time(note.at);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json waivers_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& waiver : account.waivers) {
    auto json = phrase.item(waiver.gate);
    json["why"] = phrase.said(waiver.why);
    json["at"] = phrase.time(waiver.at);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json reservations_chapter(const Account& account, const Phrase& phrase) {
  const auto& run = account.run;
  const Instant told = run_time(run, run.last_event_at);
  auto all = nlohmann::json::array();
  for (std::size_t place = 0; place < run.reservations.size(); ++place) {
    const auto& each = run.reservations[place];
    auto json = phrase.item(each.gate);
    json["number"] = place + 1;
    json["text"] = each.condition.text;
    json["owner"] = each.condition.owner;
    json["due"] = each.condition.due;
    json["by"] = each.actor;
    json["state"] = phrase.state("reservation_state", text_of(state_of(run, each, told)));
    if (each.closed) {
      json["closed"] = phrase.time(*each.closed);
      json["closed_by"] = each.closed_by;
      json["closing_reason"] = each.closing_reason;
    }
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json tasks_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& task : account.tasks) {
    auto json = phrase.item(task.item);
    json["by"] = task.actor;
    json["result"] = phrase.state("task_result", text_of(task.result));
    json["comment"] = task.comment;
    json["started"] = phrase.time(task.started);
    json["ended"] = phrase.time(task.ended);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json interventions_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& deed : account.interventions) {
    auto json = deed.item ? phrase.item(*deed.item) : nlohmann::json::object();
    json["command"] = phrase.word("command", deed.command);
    json["by"] = deed.actor;
    json["reason"] = deed.reason;
    json["at"] = phrase.time(deed.at);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json refusals_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& refusal : account.refusals)
    all.push_back({{"command", phrase.word("command", refusal.command)},
                   {"item", refusal.item},
                   {"by", refusal.actor},
                   {"reason", phrase.said(refusal.reason)},
                   {"at", phrase.time(refusal.at)}});
  return all;
}

}  // namespace golive
