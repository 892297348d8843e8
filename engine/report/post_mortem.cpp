#include "report/post_mortem.h"

#include <nlohmann/json.hpp>

#include "report/chapters.h"
#include "report/run_head.h"

namespace golive {

nlohmann::json post_mortem(const Account& account, const std::string& head, const Words& words) {
  using nlohmann::json;
  const Phrase phrase(account.run, words);
  auto report = run_head(account, head, phrase);
  report["language"] = words.language();
  report["waivers"] = waivers_chapter(account, phrase);
  report["downtime"] = downtime_chapter(account, phrase);
  report["outages"] = outages_chapter(account, phrase);
  // From the first trouble on: decisions before it belong to the go/no-go file.
  auto trail = json::array();
  for (auto& each : trail_chapter(account, phrase)) {
    const auto& what = each.at("state").at("id");
    const bool is_calm = what == "go" || what == "reservations" || what == "turned_down";
    if (!trail.empty() || !is_calm) trail.push_back(std::move(each));
  }
  report["has_trouble"] = !trail.empty();
  report["trail"] = std::move(trail);
  report["failures"] = failures_chapter(account, phrase);
  report["doubts"] = doubts_chapter(account, phrase);
  report["contingencies"] = contingencies_chapter(account, phrase);
  report["rollbacks"] = rollbacks_chapter(account, phrase);
  for (const char* list : {"failures", "doubts", "contingencies", "rollbacks", "outages"}) {
    report[std::string("has_") + list] = !report[list].empty();
    report[std::string("count_") + list] = report[list].size();
  }
  // Lines to be filled in.
  report["blanks"] = json::array({1, 2, 3, 4});
  return report;
}

}  // namespace golive
