#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "view/item_view.h"

namespace golive {

namespace {

std::string_view undo_text(told::UndoResult result) {
  switch (result) {
    case told::UndoResult::left:
      return "left";
    case told::UndoResult::undone:
      return "undone";
    case told::UndoResult::not_needed:
      return "not_needed";
    case told::UndoResult::impossible:
      return "impossible";
    case told::UndoResult::failed:
      return "undo_failed";
    case told::UndoResult::passed_over:
      return "passed_over";
  }
  return "left";
}

std::string_view sequel_text(told::Sequel sequel) {
  switch (sequel) {
    case told::Sequel::none:
      return "none";
    case told::Sequel::went_on:
      return "went_on";
    case told::Sequel::retried_auto:
      return "retried_auto";
    case told::Sequel::retried:
      return "retried";
    case told::Sequel::skipped:
      return "skipped";
    case told::Sequel::marked_done:
      return "marked_done";
    case told::Sequel::answered:
      return "answered";
    case told::Sequel::rolled_back:
      return "rolled_back";
    case told::Sequel::aborted:
      return "aborted";
  }
  return "none";
}

// A run that is not over still waits for somebody.
nlohmann::json sequel_of(const Account& account, const Phrase& phrase,
                         const told::Failure& failure) {
  const bool waits = failure.then == told::Sequel::none && !is_final(account.run);
  nlohmann::json json{{"text", phrase.word("sequel", waits ? "waits" : sequel_text(failure.then))},
                      {"by", failure.actor},
                      {"contingency", nullptr}};
  if (failure.contingency) json["contingency"] = phrase.item(*failure.contingency)["title"];
  return json;
}

// What became of a contingency, in one word of the reports.
std::string_view contingency_text(const told::Contingency& contingency) {
  if (contingency.ended) return "ended";
  if (contingency.activated) return "active";
  if (contingency.declined) return "declined";
  return "offered";
}

// Its own steps, in the order of the plan; `first`: before its rollback.
nlohmann::json steps_of(const Account& account, const Phrase& phrase, ItemIndex contingency) {
  const auto& run = account.run;
  std::vector<ItemIndex> items;
  for (ItemIndex index = contingency + 1; index < run.items.size(); ++index)
    if (is_within(*run.plan, index, contingency) && is_leaf(run.plan->items[index]))
      items.push_back(index);
  auto rows = nlohmann::json::array();
  for (const auto index : items) {
    const auto span = span_of(run, index);
    auto row = phrase.item(index);
    row["state"] = phrase.item_state(index);
    row["actual"] = phrase.span(span.started, span.ended);
    row["first"] = precedes_rollback(*run.plan, index);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

nlohmann::json failures_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& failure : account.failures) {
    auto json = phrase.item(failure.id.item);
    if (failure.id.slot != Slot::action)
      json["slot"] = phrase.word("slot", text_of(failure.id.slot));
    if (failure.id.attempt > 0) json["attempt"] = failure.id.attempt;
    json["error"] = phrase.said(failure.error);
    json["at"] = phrase.time(failure.at);
    json["then"] = sequel_of(account, phrase, failure);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json doubts_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& doubt : account.doubts) {
    auto json = phrase.item(doubt.id.item);
    json["why"] = phrase.said(doubt.why);
    json["expected"] = doubt.expected;
    json["asked"] = doubt.asked;
    json["at"] = phrase.time(doubt.at);
    json["by"] = phrase.actor(doubt.actor);
    json["reason"] = doubt.actor == "engine" ? phrase.said(doubt.reason) : doubt.reason;
    if (doubt.answer) json["answer"] = phrase.word("doubt_answer", text_of(*doubt.answer));
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json contingencies_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& one : account.contingencies) {
    auto json = phrase.item(one.item);
    json["risk"] = account.run.plan->items[one.item].risk;
    json["why"] = phrase.said(one.why);
    json["state"] = phrase.state("contingency_state", contingency_text(one));
    json["offered"] = phrase.time(one.offered);
    json["activated"] = phrase.time(one.activated);
    json["declined"] = phrase.time(one.declined);
    json["ended"] = phrase.time(one.ended);
    const bool automatic = one.actor == "engine";
    json["by"] = automatic ? "" : one.actor;
    json["automatic"] = automatic;
    json["role"] = one.role.empty() ? "" : phrase.role(one.role);
    json["reason"] = automatic ? "" : one.reason;  // said already: the trigger
    json["overdue"] = one.overdue;
    if (one.activated && one.ended) json["took"] = phrase.duration(*one.ended - *one.activated);
    json["steps"] = one.activated ? steps_of(account, phrase, one.item) : nlohmann::json::array();
    json["has_steps"] = !json["steps"].empty();
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json rollbacks_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& rollback : account.rollbacks) {
    nlohmann::json json{{"to", phrase.item(rollback.to)},
                        {"reason", rollback.actor == "engine" ? "" : rollback.reason},
                        {"by", rollback.actor == "engine" ? "" : rollback.actor},
                        {"started", phrase.time(rollback.started)},
                        {"ended", phrase.time(rollback.ended)}};
    if (rollback.ended) json["took"] = phrase.duration(*rollback.ended - rollback.started);
    auto undos = nlohmann::json::array();
    for (const auto& undo : rollback.undos) {
      auto row = phrase.item(undo.item);
      row["result"] = phrase.state("undo", undo_text(undo.result));
      row["why"] = undo.result == told::UndoResult::not_needed    ? ""  // said already
                   : undo.result == told::UndoResult::passed_over ? undo.why
                                                                  : phrase.said(undo.why);
      undos.push_back(std::move(row));
    }
    json["undos"] = std::move(undos);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json evidence_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& finding : account.findings) {
    auto json = phrase.item(finding.item);
    const auto* result = !finding.is_check ? "noted" : finding.passed ? "passed" : "failed";
    json["is_check"] = finding.is_check;
    json["result"] = phrase.state("check", result);
    json["name"] = finding.name;
    json["value"] = finding.value;
    json["at"] = phrase.time(finding.at);
    all.push_back(std::move(json));
  }
  return all;
}

}  // namespace golive
