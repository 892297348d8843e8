#include "report/j1_account.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "report/run_head.h"

namespace golive {

namespace {

struct Count {
  int done = 0, of = 0;
};

Count count(const Run& run, std::initializer_list<ItemKind> kinds) {
  Count count;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const bool counts =
        std::find(kinds.begin(), kinds.end(), run.plan->items[index].kind) != kinds.end();
    if (!counts || contingency_of(*run.plan, index)) continue;
    ++count.of;
    if (is_done(run, index) && state_of(run, index) != ItemState::skipped) ++count.done;
  }
  return count;
}

nlohmann::json to_json(const Count& count) { return {{"done", count.done}, {"of", count.of}}; }

nlohmann::json summary(const Account& account, const Phrase& phrase) {
  const auto& run = account.run;
  const auto used =
      std::count_if(account.contingencies.begin(), account.contingencies.end(),
                    [](const told::Contingency& one) { return one.activated.has_value(); });
  nlohmann::json json{
      {"opened", phrase.full_time(account.opened)},
      {"closed", phrase.full_time(account.closed)},
      {"has_opening", std::any_of(run.plan->items.begin(), run.plan->items.end(),
                                  [](const Item& item) { return item.does == "opening"; })},
      {"downtime", downtime_chapter(account, phrase)},
      {"steps", to_json(count(run, {ItemKind::step, ItemKind::smoke, ItemKind::watch}))},
      {"tasks", to_json(count(run, {ItemKind::task}))},
      {"gates", to_json(count(run, {ItemKind::gate}))},
      {"failures", account.failures.size()},
      {"contingencies", used},
      {"rollbacks", account.rollbacks.size()}};
  if (!account.downtime.outages.empty()) json["outages"] = outages_chapter(account, phrase);
  if (account.takeovers > 0) json["takeovers"] = account.takeovers;
  if (account.started && account.ended) {
    json["real_duration"] = phrase.duration(account.ended->engine - account.started->engine);
  }
  return json;
}

}  // namespace

nlohmann::json j1_account(const Account& account, const std::string& head, const Words& words) {
  const Phrase phrase(account.run, words);
  auto json = run_head(account, head, phrase);
  json["language"] = words.language();
  json["summary"] = summary(account, phrase);
  json["picture"] = day_picture(account, phrase);
  json["phases"] = timeline_chapter(account, phrase);
  json["decisions"] = decisions_chapter(account, phrase);
  json["waivers"] = waivers_chapter(account, phrase);
  json["reservations"] = reservations_chapter(account, phrase);
  json["tasks"] = tasks_chapter(account, phrase);
  json["interventions"] = interventions_chapter(account, phrase);
  json["failures"] = failures_chapter(account, phrase);
  json["doubts"] = doubts_chapter(account, phrase);
  json["contingencies"] = contingencies_chapter(account, phrase);
  json["rollbacks"] = rollbacks_chapter(account, phrase);
  json["evidence"] = evidence_chapter(account, phrase);
  json["refusals"] = refusals_chapter(account, phrase);
  // Mustache shows a list's frame only once, and only around something.
  for (const auto* name : {"decisions", "reservations", "tasks", "interventions", "failures",
                           "doubts", "contingencies", "rollbacks", "evidence", "refusals"})
    json["has_" + std::string(name)] = !json[name].empty();
  return json;
}

}  // namespace golive
