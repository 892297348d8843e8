#include "view/decision_view.h"

#include <nlohmann/json.hpp>

#include "view/owner.h"
#include "view/shown_time.h"

namespace golive {

nlohmann::json conditions_json(const std::vector<Condition>& conditions) {
  auto json = nlohmann::json::array();
  for (const auto& each : conditions)
    json.push_back({{"text", each.text}, {"owner", each.owner}, {"due", each.due}});
  return json;
}

nlohmann::json decisions_json(const Run& run, ItemIndex gate) {
  auto json = nlohmann::json::array();
  for (const auto& decision : run.items[gate].decisions)
    json.push_back({{"actor", decision.actor},
                    {"role", decision.role},
                    {"role_title", role_title(*run.plan, decision.role)},
                    {"verdict", text_of(decision.verdict)},
                    {"reason", decision.reason},
                    {"conditions", conditions_json(decision.conditions)},
                    {"at", shown_time(*run.timeline, decision.at)},
                    {"subject", decision.subject},
                    {"on_behalf_of", decision.on_behalf_of}});
  return json;
}

}  // namespace golive
