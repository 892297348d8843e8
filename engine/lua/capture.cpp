#include "lua/capture.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "base/json_path.h"
#include "base/limits.h"
#include "lua/body.h"
#include "lua/ctx_secret.h"
#include "lua/failure.h"

namespace golive {
namespace {

using nlohmann::json;

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= limits::id_length &&
         std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

std::set<std::string> names_at(lua_State* lua, int index) {
  std::set<std::string> names;
  for (lua_pushnil(lua); lua_next(lua, index); lua_pop(lua, 1)) names.insert(lua_tostring(lua, -2));
  return names;
}

bool was_taken(const json& outcome, const std::string& name) {
  const auto captured = outcome.find("captured");
  return captured != outcome.end() && captured->is_array() &&
         std::find(captured->begin(), captured->end(), name) != captured->end();
}

// A header without its token would be a request of somebody else's.
int refuse_unknown(lua_State* lua) {
  const std::string name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
  const auto names = names_at(lua, 1);
  raise(lua, "nothing is captured as \"" + name + "\"",
        did_you_mean(name, {names.begin(), names.end()}));
}

}  // namespace

void copy_capture(const RequestFields& fields, json& request) {
  lua_State* lua = fields.lua();
  const std::string what = fields.call() + ": capture";
  const char* form = "write capture = { token = \"$.access_token\" }";
  const int type = fields.push("capture");
  if (type != LUA_TNIL) {
    if (type != LUA_TTABLE) raise(lua, what + " must be a table of names and paths", form);
    json& paths = request["capture"] = json::object();
    for (lua_pushnil(lua); lua_next(lua, -2); lua_pop(lua, 1)) {
      const std::string name = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "";
      if (!is_name(name)) raise(lua, what + ": a name is letters, digits and _", form);
      if (lua_type(lua, -1) != LUA_TSTRING) raise(lua, what + "." + name + " is no path", form);
      const std::string path = lua_tostring(lua, -1);
      if (auto parsed = parse_json_path(path); !parsed)
        raise(lua, what + "." + name + ": " + parsed.error().what, parsed.error().way_out);
      paths[name] = path;
    }
    if (paths.empty()) raise(lua, what + " names nothing", form);
  }
  lua_pop(lua, 1);
}

void push_captured(lua_State* lua, int capture, const json& outcome, const std::string& asked) {
  const std::string id = Body::of(lua).last_asked(lua);
  lua_newtable(lua);
  for (const std::string& name : names_at(lua, capture)) {
    if (!was_taken(outcome, name))
      raise(lua, asked + ": nothing was captured as \"" + name + "\"",
            "a person's word cannot stand for it: retry, and it is asked for anew");
    push_secret(lua, id + "/" + name);
    lua_setfield(lua, -2, name.c_str());
  }
  lua_newtable(lua);
  lua_pushcfunction(lua, refuse_unknown);
  lua_setfield(lua, -2, "__index");
  lua_pushboolean(lua, false);
  lua_setfield(lua, -2, "__metatable");
  lua_setmetatable(lua, -2);
}

}  // namespace golive
