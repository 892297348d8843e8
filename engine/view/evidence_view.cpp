#include "view/evidence_view.h"

#include <nlohmann/json.hpp>

#include "core/subject.h"
#include "view/shown_time.h"

namespace golive {

std::vector<const Evidence*> evidence_at(const Run& run, ItemIndex item) {
  if (run.plan->items[item].kind == ItemKind::gate) return files_for(run, item);
  std::vector<const Evidence*> own;
  for (const Evidence& each : run.evidence)
    if (each.item == item) own.push_back(&each);
  return own;
}

nlohmann::json evidence_json(const Run& run, const std::vector<const Evidence*>& files) {
  auto json = nlohmann::json::array();
  for (const Evidence* each : files) {
    const auto& file = each->file;
    nlohmann::json one{{"item", run.plan->items[each->item].path},
                       {"title", each->title},
                       {"name", file.name},
                       {"media_type", file.media_type},
                       {"sha256", file.sha256},
                       {"size", file.size},
                       {"actor", each->actor},
                       {"role", each->role},
                       {"at", shown_time(*run.timeline, each->at)}};
    if (file.tests > 0)
      one["results"] = {{"tests", file.tests},
                        {"failed", file.failed},
                        {"skipped", file.skipped},
                        {"failing", file.failing}};
    json.push_back(std::move(one));
  }
  return json;
}

std::string evidence_line(const Run& run, const Evidence& each) {
  const auto& file = each.file;
  std::string text = each.title;
  if (file.tests > 0)
    text += " (" + std::to_string(file.tests) + " tests, " + std::to_string(file.failed) +
            " failed, " + std::to_string(file.skipped) + " skipped)";
  return text + ", " + std::to_string(file.size) + " bytes, by " + each.actor + " as " + each.role +
         " at " + run.plan->items[each.item].path + ", " + file.sha256.substr(0, 12);
}

}  // namespace golive
