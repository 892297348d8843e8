// ctx:ask { "question", role = "dba" } -> answer, who gave it.
#include <nlohmann/json.hpp>

#include "core/plan.h"
#include "lua/body.h"
#include "lua/call_fields.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"
#include "lua/request.h"

namespace golive {
namespace {

int finish_ask(lua_State* lua, int, lua_KContext) {
  const auto outcome = outcome_of(lua);
  push_json(lua, outcome.value("answer", nlohmann::json("")));
  push_json(lua, outcome.value("by", nlohmann::json("")));
  return 2;
}

void check_role(lua_State* lua, const std::string& role) {
  const Plan& plan = *Body::of(lua).facts().plan;
  if (find_role(plan, role)) return;
  std::vector<std::string> known;
  for (const Role& each : plan.roles) known.push_back(each.id);
  raise(lua, "ctx:ask: there is no role \"" + role + "\" in the plan", did_you_mean(role, known));
}

}  // namespace

int ctx_ask(lua_State* lua) {
  const RequestFields fields(lua, 2, "ctx:ask", ask_fields(), true);
  const auto entries = fields.entries();
  const auto role = fields.text("role");
  if (entries.size() != 1 || !role)
    raise(lua, "ctx:ask takes one question and a role",
          "write ctx:ask { \"question?\", role = \"...\" }");
  check_role(lua, *role);
  const nlohmann::json request{{"question", entries[0]}, {"role", *role}};
  return Body::of(lua).ask(lua, EffectKind::ask, request, finish_ask);
}

}  // namespace golive
