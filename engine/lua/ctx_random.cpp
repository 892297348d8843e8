// ctx:random() -> [0, 1); ctx:random(m) -> 1..m; ctx:random(m, n) -> m..n. The same in every
// replay.
#include "lua/body.h"
#include "lua/ctx.h"
#include "lua/failure.h"

namespace golive {

int ctx_random(lua_State* lua) {
  Random& random = Body::of(lua).random(lua);
  if (lua_isnoneornil(lua, 2)) {
    lua_pushnumber(lua, random.fraction());
    return 1;
  }
  const bool from_one = lua_isnoneornil(lua, 3);
  const lua_Integer low = from_one ? 1 : luaL_checkinteger(lua, 2);
  const lua_Integer high = luaL_checkinteger(lua, from_one ? 2 : 3);
  if (low > high) raise(lua, "ctx:random: the interval is empty");
  lua_pushinteger(lua, random.between(low, high));
  return 1;
}

}  // namespace golive
