#include "lua/library.h"

#include <iterator>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "lua/failure.h"
#include "lua/key_order.h"

namespace golive {
namespace {

// What authors know from elsewhere and look for here in vain.
struct Absent {
  const char* name;
  const char* instead;
};
constexpr Absent absent[] = {
    {"print", "use ctx:log"},
    {"os", "a runbook reaches the world only through ctx (ctx:exec, ctx:now, ...)"},
    {"io", "a runbook reaches the world only through ctx (ctx:exec, ...)"},
    {"load", "code comes from files: use require"},
    {"loadstring", "code comes from files: use require"},
    {"dofile", "use require"},
    {"loadfile", "use require"},
    {"coroutine", "use ctx:parallel { f, g }"},
    {"debug", "it is not there, so that a run can be replayed"},
    {"collectgarbage", "it is not there, so that a run can be replayed"},
    {"package", "use require"},
    {"_G", "names are local, or part of the vocabulary"},
};

std::vector<std::string> names_in(lua_State* lua, int table) {
  std::vector<std::string> names;
  table = lua_absindex(lua, table);
  for (lua_pushnil(lua); lua_next(lua, table); lua_pop(lua, 1))
    if (lua_type(lua, -2) == LUA_TSTRING) names.emplace_back(lua_tostring(lua, -2));
  return names;
}

std::string key_text(lua_State* lua, int index) {
  push_text_of(lua, index);
  std::string text = lua_tostring(lua, -1);
  lua_pop(lua, 1);
  return text;
}

int unknown_field(lua_State* lua) {  // upvalues: the fields there are, the noun
  const std::string noun = lua_tostring(lua, lua_upvalueindex(2));
  const std::string name = key_text(lua, 2);
  raise(lua, noun + " has no \"" + name + "\"",
        did_you_mean(name, names_in(lua, lua_upvalueindex(1))));
}

int read_only(lua_State* lua) {  // upvalue: the noun
  raise(lua, std::string(lua_tostring(lua, lua_upvalueindex(1))) + " cannot be changed");
}

constexpr std::size_t longest_told = 200;

// Why a name that the table of globals at `globals` does not have cannot be used.
Error unknown(lua_State* lua, int globals, const std::string& name) {
  for (const auto& [known, instead] : absent)
    if (name == known)
      return {ErrorKind::unloadable, "\"" + name + "\" is not available in a runbook", {}, instead};
  auto known = names_in(lua, globals);
  for (const auto& entry : absent) std::erase(known, entry.name);
  return {ErrorKind::unloadable,
          "the name \"" + std::string(cut_utf8(name, longest_told)) + "\" is not defined",
          {},
          did_you_mean(name, known)};
}

int unknown_name(lua_State* lua) {
  const Error error = unknown(lua, 1, key_text(lua, 2));
  raise(lua, error.what, error.way_out);
}

int no_global(lua_State* lua) {
  const std::string name = key_text(lua, 2);
  raise(lua, "\"" + name + "\" is assigned without being local", "write: local " + name + " = ...");
}

void lock_metatable(lua_State* lua) {
  lua_pushboolean(lua, false);
  lua_setfield(lua, -2, "__metatable");
}

void make_environment_strict(lua_State* lua) {
  lua_newtable(lua);
  lua_pushcfunction(lua, unknown_name);
  lua_setfield(lua, -2, "__index");
  lua_pushcfunction(lua, no_global);
  lua_setfield(lua, -2, "__newindex");
  lock_metatable(lua);
  lua_setmetatable(lua, -2);
}

void add(lua_State* lua, const char* name, void (*push)(lua_State*)) {
  push(lua);
  make_strict(lua, name);
  lua_setfield(lua, -2, name);
}

// Strings have methods; their table is the library itself, and nobody gets at the metatable.
void open_string_methods(lua_State* lua) {
  lua_pushliteral(lua, "");
  lua_createtable(lua, 0, 2);
  lua_getfield(lua, -3, "string");
  lua_setfield(lua, -2, "__index");
  lock_metatable(lua);
  lua_setmetatable(lua, -2);
  lua_pop(lua, 1);
}

}  // namespace

void make_strict(lua_State* lua, const std::string& noun) {
  // Two steps, so that a field that is there is found without a call: proxy -> fields -> the error.
  lua_createtable(lua, 0, 1);
  lua_pushvalue(lua, -2);
  lua_pushlstring(lua, noun.data(), noun.size());
  lua_pushcclosure(lua, unknown_field, 2);
  lua_setfield(lua, -2, "__index");
  lua_setmetatable(lua, -2);  // of the fields

  lua_newtable(lua);  // the proxy
  lua_createtable(lua, 0, 3);
  lua_pushvalue(lua, -3);
  lua_setfield(lua, -2, "__index");
  lua_pushlstring(lua, noun.data(), noun.size());
  lua_pushcclosure(lua, read_only, 1);
  lua_setfield(lua, -2, "__newindex");
  lock_metatable(lua);
  lua_setmetatable(lua, -2);
  lua_remove(lua, -2);
}

std::optional<Error> unknown_global(lua_State* lua, const std::string& name) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pushlstring(lua, name.data(), name.size());
  std::optional<Error> why;
  if (lua_rawget(lua, -2) == LUA_TNIL) why = unknown(lua, lua_absindex(lua, -2), name);
  lua_pop(lua, 2);
  return why;
}

void open_libraries(lua_State* lua) {
  lua_newtable(lua);
  add_base_library(lua);
  add(lua, "table", push_table_library);
  add(lua, "string", push_string_library);
  add(lua, "math", push_math_library);
  add(lua, "utf8", push_utf8_library);
  open_string_methods(lua);
  make_environment_strict(lua);
  lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

}  // namespace golive
