#include <nlohmann/json.hpp>

#include "report/chapters.h"

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

// What became of a contingency, in one word of the reports.
std::string_view contingency_text(const told::Contingency& contingency) {
  if (contingency.ended) return "ended";
  if (contingency.activated) return "active";
  if (contingency.declined) return "declined";
  return "offered";
}

}  // namespace

nlohmann::json failures_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& failure : account.failures) {
    auto json = phrase.item(failure.id.item);
    if (failure.id.slot != Slot::action)
      json["slot"] = phrase.word("slot", text_of(failure.id.slot));
    if (failure.id.attempt > 0) json["attempt"] = failure.id.attempt;
    json["error"] = failure.error;
    json["at"] = phrase.time(failure.at);
    if (!failure.then.empty()) {
      json["retried"] = true;
      json["retried_by"] = failure.then == "engine" ? "" : failure.then;
    }
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json doubts_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& doubt : account.doubts) {
    auto json = phrase.item(doubt.id.item);
    json["why"] = doubt.why;
    json["expected"] = doubt.expected;
    json["asked"] = doubt.asked;
    json["at"] = phrase.time(doubt.at);
    json["by"] = doubt.actor;
    json["reason"] = doubt.reason;
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
    json["why"] = one.why;
    json["state"] = phrase.state("contingency_state", contingency_text(one));
    json["offered"] = phrase.time(one.offered);
    json["activated"] = phrase.time(one.activated);
    json["declined"] = phrase.time(one.declined);
    json["ended"] = phrase.time(one.ended);
    json["by"] = one.actor == "engine" ? "" : one.actor;
    json["role"] = one.role.empty() ? "" : phrase.role(one.role);
    json["reason"] = one.reason;
    json["overdue"] = one.overdue;
    if (one.activated && one.ended) json["took"] = phrase.duration(*one.ended - *one.activated);
    all.push_back(std::move(json));
  }
  return all;
}

nlohmann::json rollbacks_chapter(const Account& account, const Phrase& phrase) {
  auto all = nlohmann::json::array();
  for (const auto& rollback : account.rollbacks) {
    nlohmann::json json{{"to", phrase.item(rollback.to)},
                        {"reason", rollback.reason},
                        {"started", phrase.time(rollback.started)},
                        {"ended", phrase.time(rollback.ended)}};
    if (rollback.ended) json["took"] = phrase.duration(*rollback.ended - rollback.started);
    auto undos = nlohmann::json::array();
    for (const auto& undo : rollback.undos) {
      auto row = phrase.item(undo.item);
      row["result"] = phrase.state("undo", undo_text(undo.result));
      row["why"] = undo.result == told::UndoResult::not_needed ? "" : undo.why;  // said already
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
