#include "report/uat_acceptance.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "report/run_head.h"
#include "view/item_view.h"
#include "view/owner.h"

namespace golive {

namespace {

using nlohmann::json;

// What tries something rather than changing it: tasks, smoke tests, checks, watches.
bool is_trial(const Item& item) {
  return item.kind == ItemKind::task || item.kind == ItemKind::smoke ||
         item.kind == ItemKind::watch || item.does == "check" || item.does == "rehearsal";
}

json trial_json(const Account& account, const Phrase& phrase, ItemIndex index) {
  const auto& run = account.run;
  auto row = phrase.item(index);
  row["kind"] = phrase.word("kind", text_of(run.plan->items[index].kind));
  const auto owner = owner_of(*run.plan, index);
  row["owner"] = owner.empty() ? "" : phrase.role(owner);
  row["state"] = phrase.item_state(index);
  row["at"] = phrase.time(span_of(run, index).ended);
  row["by"] = "";
  row["text"] = phrase.said(run.items[index].error);
  for (const auto& task : account.tasks) {
    if (task.item != index) continue;
    row["by"] = task.actor;
    row["text"] = task.comment;
    row["state"] = phrase.state("task_result", text_of(task.result));
  }
  auto checks = json::array();
  for (const auto& finding : account.findings)
    if (finding.item == index)
      checks.push_back({{"name", finding.name},
                        {"value", finding.value},
                        {"result", phrase.state("check", !finding.is_check ? "noted"
                                                         : finding.passed  ? "passed"
                                                                           : "failed")}});
  row["checks"] = std::move(checks);
  return row;
}

struct Tally {
  int passed = 0, failed = 0, open = 0;
};

void tally(Tally& count, const Run& run, ItemIndex index) {
  const auto state = state_of(run, index);
  if (state == ItemState::succeeded)
    ++count.passed;
  else if (state == ItemState::failed)
    ++count.failed;
  else
    ++count.open;
}

// Each phase up to the opening, with what was tried in it.
json phases_of(const Account& account, const Phrase& phrase, Tally& count) {
  const auto& run = account.run;
  auto phases = json::array();
  for (const auto phase : run.plan->phases) {
    auto trials = json::array(), gates = json::array();
    for (ItemIndex index = phase; index < run.items.size(); ++index) {
      const auto& item = run.plan->items[index];
      if (!is_within(*run.plan, index, phase)) continue;
      if (item.kind == ItemKind::gate) {
        auto gate = phrase.item(index);
        gate["state"] = phrase.item_state(index);
        gate["owner"] = phrase.rule(item.decided_by);
        gates.push_back(std::move(gate));
      }
      if (!is_leaf(item) || !is_trial(item)) continue;
      trials.push_back(trial_json(account, phrase, index));
      tally(count, run, index);
    }
    if (trials.empty()) continue;
    auto row = phrase.item(phase);
    row["items"] = std::move(trials);
    row["has_gates"] = !gates.empty();
    row["gates"] = std::move(gates);
    phases.push_back(std::move(row));
  }
  return phases;
}

// Who signs: the plan's approvers, each with what they have decided last.
json signatures_of(const Account& account, const Phrase& phrase) {
  auto rows = json::array();
  for (const auto& role : account.run.plan->approved_by) {
    json row{{"role", phrase.role(role)}, {"by", nullptr}, {"verdict", nullptr}, {"at", nullptr}};
    for (const auto& each : account.decisions) {
      if (each.role != role) continue;
      row["by"] = each.actor;
      row["verdict"] = phrase.state("verdict", text_of(each.verdict));
      row["at"] = phrase.full_time(each.at);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

json uat_acceptance(const Account& account, const std::string& head, const Words& words) {
  const Phrase phrase(account.run, words);
  auto report = run_head(account, head, phrase);
  report["language"] = words.language();
  Tally count;
  report["phases"] = phases_of(account, phrase, count);
  report["passed"] = count.passed;
  report["failed"] = count.failed;
  report["open"] = count.open;
  report["waivers"] = waivers_chapter(account, phrase);
  report["decisions"] = decisions_chapter(account, phrase);
  report["reservations"] = reservations_chapter(account, phrase);
  report["failures"] = failures_chapter(account, phrase);
  report["signatures"] = signatures_of(account, phrase);
  for (const char* list : {"phases", "decisions", "reservations", "failures", "signatures"})
    report[std::string("has_") + list] = !report[list].empty();
  return report;
}

}  // namespace golive
