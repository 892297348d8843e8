#include "report/rehearsal_comparison.h"

#include <nlohmann/json.hpp>

#include "report/drill_text.h"
#include "report/phrase.h"
#include "report/run_head.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

// Tenths of a second where a whole one would hide everything.
std::string exact(const Phrase& phrase, Duration duration) {
  if (duration < Duration{}) return "−" + exact(phrase, -duration);
  if (duration >= 10s) return phrase.duration(duration);
  const auto tenths = (duration.count() + 50) / 100;
  return std::to_string(tenths / 10) + phrase.word("comparison", "point") +
         std::to_string(tenths % 10) + "\u00a0" + phrase.word("units", "second");
}

std::string cell(const Phrase& phrase, const Measured::Took& took) {
  if (took.time) return exact(phrase, *took.time);
  return took.done ? phrase.word("comparison", "not_measured") : "–";
}

nlohmann::json row_json(const Account& account, const Phrase& phrase, const Comparison::Row& row) {
  auto json = phrase.item(row.item);
  json["kind"] = row.slot == Slot::undo
                     ? phrase.word("slot", text_of(row.slot))
                     : phrase.word("kind", text_of(account.run.plan->items[row.item].kind));
  json["estimate"] = row.estimate ? phrase.duration(*row.estimate) : "–";
  auto rehearsed = nlohmann::json::array();
  for (const auto& took : row.rehearsed) rehearsed.push_back({{"text", cell(phrase, took)}});
  json["rehearsed"] = std::move(rehearsed);
  json["actual"] = cell(phrase, row.actual);
  json["difference"] = nullptr;
  // To the tenth of a second, as it is said: less is no difference.
  const auto difference = row.difference.value_or(Duration{});
  const bool none = std::chrono::abs(difference) < 50ms;
  if (row.difference)
    json["difference"] =
        none ? "=" : (difference < Duration{} ? "" : "+") + exact(phrase, difference);
  json["slower"] = !none && difference > Duration{};
  return json;
}

nlohmann::json rehearsal_json(const Account& account, const Phrase& phrase,
                              const Measured& rehearsal, std::size_t number) {
  return {{"number", number},
          {"run", rehearsal.run},
          {"environment", rehearsal.environment},
          {"state", phrase.state("run_state", text_of(rehearsal.state))},
          {"created", phrase.full_time(rehearsal.created)},
          {"same_runbook", rehearsal.plan->hash == account.run.plan->hash},
          {"drill", is_drill(rehearsal.drill) ? nlohmann::json(drill_text(rehearsal.drill, phrase))
                                              : nlohmann::json()},
          {"head", rehearsal.head}};
}

// The lists of what a rehearsal has not shown, or no longer shows.
void put_gaps(nlohmann::json& json, const Phrase& phrase, const Comparison& comparison) {
  auto never = nlohmann::json::array(), undos = never, stale = never;
  for (const auto& row : comparison.rows) {
    const bool undo = row.slot == Slot::undo;
    if (!was_rehearsed(row)) (undo ? undos : never).push_back(phrase.item(row.item));
    if (row.stale == Staleness::none || undo) continue;
    auto one = phrase.item(row.item);
    one["why"] = phrase.word("staleness", text_of(row.stale));
    stale.push_back(std::move(one));
  }
  json["never"] = std::move(never);
  json["undos_never"] = std::move(undos);
  json["stale"] = std::move(stale);
  for (const auto* name : {"rehearsals", "never", "undos_never", "stale"})
    json["has_" + std::string(name)] = !json[name].empty();
}

}  // namespace

nlohmann::json rehearsal_comparison(const Account& account, const Measured& actual,
                                    const std::vector<Measured>& rehearsals,
                                    const std::string& head, const Words& words) {
  const Phrase phrase(account.run, words);
  const auto comparison = compare(*account.run.plan, rehearsals, &actual);
  auto json = run_head(account, head, phrase);
  json["language"] = words.language();
  auto past = nlohmann::json::array();
  for (const auto& rehearsal : rehearsals)
    past.push_back(rehearsal_json(account, phrase, rehearsal, past.size() + 1));
  json["rehearsals"] = std::move(past);
  auto rows = nlohmann::json::array();
  for (const auto& row : comparison.rows)
    // An undo that nobody has needed, now or then, is in the list of those never rehearsed.
    if (row.slot == Slot::action || row.actual.done || was_rehearsed(row))
      rows.push_back(row_json(account, phrase, row));
  json["items"] = std::move(rows);
  put_gaps(json, phrase, comparison);
  return json;
}

}  // namespace golive
