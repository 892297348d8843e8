#include "view/decision_view.h"

#include <nlohmann/json.hpp>

#include "view/owner.h"
#include "view/shown_time.h"

namespace golive {

nlohmann::json decisions_json(const Run& run, ItemIndex gate) {
  auto json = nlohmann::json::array();
  for (const auto& decision : run.items[gate].decisions)
    json.push_back({{"actor", decision.actor},
                    {"role", decision.role},
                    {"role_title", role_title(*run.plan, decision.role)},
                    {"verdict", text_of(decision.verdict)},
                    {"reason", decision.reason},
                    {"conditions", decision.conditions},
                    {"at", shown_time(*run.timeline, decision.at)},
                    {"subject", decision.subject}});
  return json;
}

}  // namespace golive
