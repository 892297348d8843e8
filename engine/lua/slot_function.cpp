#include "lua/slot_function.h"

#include "lua/block.h"

namespace golive {
namespace {

int push_raw(lua_State* lua, int table, const char* field) {
  table = lua_absindex(lua, table);
  lua_pushstring(lua, field);
  return lua_rawget(lua, table);
}

const char* field_of(Slot slot) { return text_of(slot).data(); }  // literals: they end with a zero

// Pushes what stands in a slot of the item whose fields are at `fields`; the ready-made `run` may
// have an undo or a probe of its own, and `interruption` may be a probe.
bool push_slot(lua_State* lua, int fields, Slot slot) {
  if (push_raw(lua, fields, field_of(slot)) != LUA_TNIL) return true;
  lua_pop(lua, 1);
  if (slot == Slot::probe) {
    if (push_raw(lua, fields, "interruption") == LUA_TFUNCTION) return true;
    lua_pop(lua, 1);
  }
  if (slot != Slot::undo && slot != Slot::probe) return false;
  const int top = lua_gettop(lua);
  if (push_raw(lua, fields, "run") == LUA_TTABLE && push_raw(lua, -1, field_of(slot)) != LUA_TNIL) {
    lua_remove(lua, -2);
    return true;
  }
  lua_settop(lua, top);
  return false;
}

}  // namespace

bool has_slot(const Fields& item, Slot slot) {
  lua_State* lua = item.lua();
  if (!push_slot(lua, item.table(), slot)) return false;
  const char* field = field_of(slot);
  if (lua_type(lua, -1) == LUA_TTABLE) {
    if (push_raw(lua, -1, "body") != LUA_TFUNCTION)
      item.refuse(
          field, std::string(field) + " is a table without a body",
          "write " + std::string(field) + " = function(ctx) ... end, or a body of the library");
    lua_pop(lua, 1);
  } else if (lua_type(lua, -1) != LUA_TFUNCTION) {
    item.refuse(field, std::string(field) + " must be a function or a ready-made body, not a " +
                           luaL_typename(lua, -1));
  }
  lua_pop(lua, 1);
  return true;
}

bool push_traits(const Fields& item) {
  lua_State* lua = item.lua();
  const int top = lua_gettop(lua);
  if (item.push("run") == LUA_TTABLE && push_raw(lua, -1, "traits") == LUA_TTABLE) {
    lua_remove(lua, -2);
    return true;
  }
  lua_settop(lua, top);
  return false;
}

bool push_slot_function(lua_State* lua, int block, Slot slot) {
  push_fields(lua, block);
  const int fields = lua_gettop(lua);
  if (!push_slot(lua, fields, slot)) {
    lua_settop(lua, fields - 1);
    return false;
  }
  if (lua_type(lua, -1) == LUA_TTABLE) push_raw(lua, -1, "body");
  lua_replace(lua, fields);
  lua_settop(lua, fields);
  return true;
}

}  // namespace golive
