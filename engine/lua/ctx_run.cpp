// What a body may know of its run:
//   ctx:param "base_url"               a parameter of the environment
//   ctx:result "go-live/snapshot"      what an item returned that had succeeded before; else nil
#include <nlohmann/json.hpp>

#include "core/plan.h"
#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"

namespace golive {

int ctx_param(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING) raise(lua, "ctx:param takes a name");
  const std::string name = lua_tostring(lua, 2);
  const BodyFacts& facts = Body::of(lua).facts();
  const auto found = facts.parameters.find(name);
  if (found == facts.parameters.end()) {
    std::vector<std::string> known;
    for (const auto& entry : facts.parameters) known.push_back(entry.first);
    const auto close = did_you_mean(name, known);
    raise(lua, "the environment \"" + facts.environment + "\" has no parameter \"" + name + "\"",
          close.empty() && !known.empty() ? "it has " + listed(known) : close);
  }
  lua_pushlstring(lua, found->second.data(), found->second.size());
  return 1;
}

int ctx_result(lua_State* lua) {
  if (lua_type(lua, 2) != LUA_TSTRING) raise(lua, "ctx:result takes an item's path");
  const BodyFacts& facts = Body::of(lua).facts();
  const auto item = resolve_item(*facts.plan, lua_tostring(lua, 2));
  if (!item) raise(lua, "ctx:result: " + item.error().what, item.error().way_out);
  const auto found = facts.results.find(*item);
  if (found == facts.results.end()) return 0;
  const auto result = nlohmann::json::parse(found->second, nullptr, false);
  push_json(lua, result.is_discarded() ? nlohmann::json() : result);
  return 1;
}

}  // namespace golive
