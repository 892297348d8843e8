#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "view/item_view.h"
#include "view/owner.h"

namespace golive {

namespace {

using namespace std::chrono_literals;

// Whose it is; of a gate: who decides it, whoever the phase belongs to.
std::string responsible(const Run& run, const Phrase& phrase, ItemIndex index) {
  const auto& item = run.plan->items[index];
  if (item.kind == ItemKind::gate) return phrase.rule(item.decided_by);
  const auto owner = owner_of(*run.plan, index);
  return owner.empty() ? "" : phrase.role(owner);
}

nlohmann::json row(const Account& account, const Phrase& phrase, ItemIndex index) {
  const auto& run = account.run;
  const auto& planned = run.timeline->items[index];
  const auto span = span_of(run, index);
  auto json = phrase.item(index);
  json["kind"] = phrase.word("kind", text_of(run.plan->items[index].kind));
  json["state"] = phrase.item_state(index);
  json["owner"] = responsible(run, phrase, index);
  json["planned"] = phrase.span(planned.start, planned.end);
  json["actual"] = phrase.span(span.started, span.ended);
  // Every key is set: mustache looks for a missing one in what is around, and the phase has them
  // too.
  json["late"] = json["took"] = json["attempts"] = nullptr;
  // Under a minute nobody was waiting.
  if (planned.end && span.ended && *span.ended - *planned.end >= 1min)
    json["late"] = "+" + phrase.duration(*span.ended - *planned.end);
  if (span.started && span.ended) json["took"] = phrase.duration(*span.ended - *span.started);
  json["note"] = run.items[index].state == ItemState::skipped ? phrase.said(run.items[index].error)
                                                              : std::string();
  const auto attempts = run.items[index].attempts[static_cast<std::size_t>(Slot::action)];
  if (attempts > 1) json["attempts"] = attempts;
  return json;
}

void add_rows(const Account& account, const Phrase& phrase, ItemIndex holder,
              nlohmann::json& rows) {
  for (const auto child : account.run.plan->items[holder].children) {
    if (is_leaf(account.run.plan->items[child]))
      rows.push_back(row(account, phrase, child));
    else
      add_rows(account, phrase, child, rows);
  }
}

}  // namespace

nlohmann::json timeline_chapter(const Account& account, const Phrase& phrase) {
  auto phases = nlohmann::json::array();
  for (const auto index : account.run.plan->phases) {
    auto phase = row(account, phrase, index);
    auto rows = nlohmann::json::array();
    add_rows(account, phrase, index, rows);
    phase["items"] = std::move(rows);
    phases.push_back(std::move(phase));
  }
  return phases;
}

}  // namespace golive
