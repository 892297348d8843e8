#include "report/go_no_go.h"

#include <nlohmann/json.hpp>

#include "core/subject.h"
#include "core/told_watches.h"
#include "report/chapters.h"
#include "report/run_head.h"
#include "view/item_view.h"

namespace golive {

namespace {

using nlohmann::json;

// What is about one gate, out of a chapter about all.
json about(const json& chapter, const json& path) {
  auto some = json::array();
  for (const auto& each : chapter)
    if (each.at("path") == path) some.push_back(each);
  return some;
}

// The gate before this one: what was found up to there stands with it.
std::optional<ItemIndex> gate_before(const Plan& plan, ItemIndex index) {
  for (auto before = index; before > 0; --before)
    if (plan.items[before - 1].kind == ItemKind::gate) return before - 1;
  return std::nullopt;
}

// Each watch that does not say that it is well, a row; false: there is such a one.
bool put_watches(json& rows, const Run& run, const Phrase& phrase, ItemIndex item) {
  const auto told = told_watches(run, item);
  bool well = true;
  for (const ToldWatch& each : told) {
    if (each.told->verdict == WatchVerdict::ok) continue;
    well = false;
    auto row = phrase.item(item);
    row["title"] = row.value("title", std::string()) + which_watch(told, each);
    row["state"] = phrase.state("trail", "watch_" + std::string(text_of(each.told->verdict)));
    row["text"] = phrase.said(why_told(*each.told));
    rows.push_back(std::move(row));
  }
  return well;
}

// What the end of the run has cut off tells nothing any more, and has not gone well.
void put_interrupted(json& rows, const Run& run, const Phrase& phrase, ItemIndex gate) {
  if (!is_final(run)) return;
  const auto before = written_before(*run.plan, gate);
  for (ItemIndex item = 0; item < run.items.size(); ++item) {
    const auto emergency = contingency_of(*run.plan, item);
    if (!before[item] || !is_leaf(run.plan->items[item]) ||
        run.items[item].state != ItemState::running ||
        (emergency && emergency != contingency_of(*run.plan, gate)))
      continue;
    auto row = phrase.item(item);
    row["state"] = phrase.item_state(item);
    row["text"] = "";
    rows.push_back(std::move(row));
  }
}

// What a decision rests on: what stands before it and did not simply go well, a count of the rest,
// and what was found since the gate before.
void put_evidence(json& gate, const Account& account, const Phrase& phrase, ItemIndex index) {
  auto odd = json::array();
  std::size_t well = 0;
  for (const auto item : evidence_of(account.run, index)) {
    const auto& state = account.run.items[item];
    if (!state.ended_at) {
      const bool good = put_watches(odd, account.run, phrase, item);
      const bool goes_on = state.state == ItemState::running;
      well += good && goes_on ? 1 : 0;
      if (goes_on) continue;
    }
    if (state.state == ItemState::succeeded && state.failures == 0) {
      ++well;
      continue;
    }
    auto row = phrase.item(item);
    row["state"] = phrase.item_state(item);
    row["text"] = phrase.said(trouble_of(account.run, item));
    odd.push_back(std::move(row));
  }
  put_interrupted(odd, account.run, phrase, index);
  gate["well"] = well;
  gate["has_odd"] = !odd.empty();
  gate["odd"] = std::move(odd);
  const auto last = gate_before(*account.run.plan, index);
  auto findings = json::array();
  for (const auto& each : evidence_chapter(account, phrase)) {
    const auto found = resolve_item(*account.run.plan, each.at("path").get<std::string>());
    if (found && *found < index && (!last || *found > *last)) findings.push_back(each);
  }
  gate["has_findings"] = !findings.empty();
  gate["findings"] = std::move(findings);
}

json gate_json(const Account& account, const Phrase& phrase, ItemIndex index, const json& trail,
               const json& decisions, const json& reservations) {
  const auto& item = account.run.plan->items[index];
  const auto& state = account.run.items[index];
  const auto& planned = account.run.timeline->items[index];
  auto gate = phrase.item(index);
  gate["question"] = item.description;
  gate["state"] = phrase.item_state(index);
  gate["decided_by"] = phrase.rule(item.decided_by);
  gate["planned"] = phrase.dated_span(planned.start, planned.end);
  gate["within"] = item.within ? json(phrase.duration(*item.within)) : json();
  gate["valid_for"] = item.valid_for ? json(phrase.duration(*item.valid_for)) : json();
  gate["opened"] = phrase.full_time(state.opened_at);
  gate["settled"] = phrase.full_time(state.ended_at);
  auto rungs = json::array();
  for (const auto& rung : item.escalation)
    rungs.push_back({{"after", phrase.duration(rung.after)}, {"to", phrase.role(rung.to)}});
  gate["has_escalation"] = !rungs.empty();
  gate["escalation"] = std::move(rungs);
  gate["decisions"] = about(decisions, gate["path"]);
  gate["reservations"] = about(reservations, gate["path"]);
  gate["trail"] = about(trail, gate["path"]);
  for (const char* list : {"decisions", "reservations", "trail"})
    gate[std::string("has_") + list] = !gate[list].empty();
  put_evidence(gate, account, phrase, index);
  return gate;
}

}  // namespace

json go_no_go(const Account& account, const std::string& head, const Words& words) {
  const Phrase phrase(account.run, words);
  auto report = run_head(account, head, phrase);
  report["language"] = words.language();
  report["waivers"] = waivers_chapter(account, phrase);
  const auto trail = trail_chapter(account, phrase);
  const auto decisions = decisions_chapter(account, phrase);
  const auto reservations = reservations_chapter(account, phrase);
  auto gates = json::array();
  for (ItemIndex index = 0; index < account.run.items.size(); ++index)
    if (account.run.plan->items[index].kind == ItemKind::gate)
      gates.push_back(gate_json(account, phrase, index, trail, decisions, reservations));
  report["has_gates"] = !gates.empty();
  report["gates"] = std::move(gates);
  report["decisions"] = decisions;
  return report;
}

}  // namespace golive
