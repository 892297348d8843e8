#include <nlohmann/json.hpp>

#include "report/chapters.h"

namespace golive {

nlohmann::json downtime_chapter(const Account& account, const Phrase& phrase) {
  const auto& downtime = account.downtime;
  if (!downtime.began) return nullptr;
  nlohmann::json json{{"began", phrase.time(downtime.began->run)},
                      {"by_rollback", downtime.by_rollback}};
  if (downtime.ended) json["ended"] = phrase.time(downtime.ended->run);
  if (const auto measured = on_run_clock(downtime)) json["measured"] = phrase.duration(*measured);
  // A rehearsal's clock jumps: what it really took is another figure.
  if (const auto real = really(downtime); real && real != on_run_clock(downtime))
    json["really"] = phrase.duration(*real);
  if (downtime.planned) json["planned"] = phrase.duration(*downtime.planned);
  return json;
}

nlohmann::json outages_chapter(const Account& account, const Phrase& phrase) {
  auto json = nlohmann::json::array();
  for (const auto& outage : account.downtime.outages) {
    nlohmann::json one{{"contingency", account.run.plan->items[outage.contingency].title},
                       {"seen", phrase.time(outage.seen.run)},
                       {"lasting", !outage.ended}};
    if (const auto measured = really(outage)) {
      one["measured"] = phrase.duration(*measured);
      one["ended"] = phrase.time(outage.ended->run);
    }
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace golive
