// ctx:now() -> seconds since 1970, of the last outcome handed to the body.
// ctx:sleep "10s", or ctx:sleep { ["until"] = ctx:now() + 60 }.
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/instant.h"
#include "lua/body.h"
#include "lua/call_fields.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/request.h"

namespace golive {
namespace {

constexpr double latest_second = 253402300799;  // the year 9999

std::int64_t now_ms(lua_State* lua) {
  return static_cast<std::int64_t>(Body::of(lua).now().time_since_epoch().count());
}

std::int64_t wake_ms(lua_State* lua) {
  if (lua_type(lua, 2) == LUA_TSTRING) {
    const auto duration = parse_duration(fill_in(lua, lua_tostring(lua, 2)));
    if (!duration) raise(lua, "ctx:sleep: " + duration.error().what, duration.error().way_out);
    return now_ms(lua) + static_cast<std::int64_t>(duration->count());
  }
  double until = 0;
  if (lua_type(lua, 2) == LUA_TNUMBER) {
    until = static_cast<double>(now_ms(lua)) / 1000 + lua_tonumber(lua, 2);
  } else {
    const RequestFields fields(lua, 2, "ctx:sleep", sleep_fields());
    if (fields.push("until") != LUA_TNUMBER)
      raise(lua, "ctx:sleep takes a duration or an instant",
            "write ctx:sleep \"10s\", or ctx:sleep { [\"until\"] = ctx:now() + 60 }");
    until = lua_tonumber(lua, -1);
  }
  if (!(until >= 0 && until <= latest_second)) raise(lua, "ctx:sleep: that is no instant");
  return std::llround(until * 1000);
}

int finish_sleep(lua_State*, int, lua_KContext) { return 0; }

}  // namespace

int ctx_now(lua_State* lua) {
  lua_pushnumber(lua, static_cast<double>(now_ms(lua)) / 1000);
  return 1;
}

int ctx_sleep(lua_State* lua) {
  const nlohmann::json request{{"until_ms", wake_ms(lua)}};
  return Body::of(lua).ask(lua, EffectKind::sleep, request, finish_sleep);
}

}  // namespace golive
