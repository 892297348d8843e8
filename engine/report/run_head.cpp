#include "report/run_head.h"

#include <nlohmann/json.hpp>

#include "core/head.h"
#include "report/drill_text.h"

namespace golive {

nlohmann::json run_head(const Account& account, const std::string& head, const Phrase& phrase) {
  const auto& run = account.run;
  const auto& plan = *run.plan;
  nlohmann::json json{
      {"plan", {{"id", plan.id}, {"title", plan.title.empty() ? plan.id : plan.title}}},
      {"run", run.id},
      {"plan_hash", plan.hash},
      {"j", {{"text", phrase.date(run.timeline->j)}, {"iso", to_text(run.timeline->j)}}},
      {"timezone", run.timeline->zone.name},
      {"environment", run.environment},
      {"mode", {{"id", text_of(run.mode)}, {"text", phrase.word("mode", text_of(run.mode))}}},
      {"is_live", run.mode == Mode::live},
      {"jumped", run.offset != Duration::zero()},
      {"state", phrase.state("run_state", text_of(state_of(run)))},
      {"starter", run.starter},
      {"created", phrase.full_time(run.created_at)},
      {"started",
       phrase.full_time(account.started ? std::optional(account.started->run) : std::nullopt)},
      {"ended",
       phrase.full_time(account.ended ? std::optional(account.ended->run) : std::nullopt)}};
  if (is_drill(run.drill)) json["drill"] = drill_text(run.drill, phrase);
  json["head"] = head;
  json["events"] = run.seq;
  if (const auto& last = run.signed_head)
    json["signed"] = {{"of", last->of},
                      {"text", head_text(last->of, last->head)},
                      {"occasion", text_of(last->occasion)},
                      {"fingerprint", key_fingerprint(last->key)},
                      {"signature", last->signature}};
  return json;
}

}  // namespace golive
