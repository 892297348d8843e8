#include "report/amendments.h"

#include <nlohmann/json.hpp>

#include "core/amendment.h"
#include "report/phrase.h"
#include "report/run_head.h"

namespace golive {
namespace {

using nlohmann::json;

json change_row(const ItemChange& change, int number, const Phrase& phrase) {
  return {{"number", number},
          {"path", change.item},
          {"change", phrase.word("amendment_change", text_of(change.change))},
          {"stage", phrase.word("amendment_stage", text_of(change.stage))},
          {"what", phrase.fields(change.what)}};
}

json decision_row(const Decision& made, const Phrase& phrase) {
  return {{"by", made.actor},
          {"role", phrase.role(made.role)},
          {"on_behalf_of", made.on_behalf_of},
          {"verdict", phrase.state("verdict", text_of(made.verdict))},
          {"reason", made.reason},
          {"at", phrase.full_time(made.at)}};
}

json amendment_row(const Run& run, int number, const Phrase& phrase) {
  const Amendment& amendment = *find_amendment(run, number);
  auto items = json::array(), decisions = json::array();
  for (const ItemChange& each : amendment.items) items.push_back(change_row(each, number, phrase));
  for (const Decision& each : amendment.decisions) decisions.push_back(decision_row(each, phrase));
  return {{"number", number},
          {"state", phrase.word("amendment_state", text_of(amendment.state))},
          {"by", amendment.proposer},
          {"reason", amendment.reason},
          {"why", phrase.said(amendment.why)},
          {"at", phrase.full_time(amendment.at)},
          {"ended", phrase.full_time(amendment.ended)},
          {"plan_hash", amendment.plan->hash},
          {"has_effect", amendment.has_effect},
          {"settings", phrase.fields(amendment.settings)},
          {"has_items", !items.empty()},
          {"items", std::move(items)},
          {"has_decisions", !decisions.empty()},
          {"decisions", std::move(decisions)}};
}

}  // namespace

json amendments_report(const Account& account, const std::string& head, const Words& words) {
  const Run& run = account.run;
  const Phrase phrase(run, words);
  auto report = run_head(account, head, phrase);
  report["language"] = words.language();
  report["approval"] = phrase.rule(approval_of(*run.plan));
  auto all = json::array();
  for (std::size_t number = 1; number <= run.amendments.size(); ++number)
    all.push_back(amendment_row(run, static_cast<int>(number), phrase));
  report["has_amendments"] = !all.empty();
  report["amendments"] = std::move(all);
  return report;
}

}  // namespace golive
