// string.format: each directive goes to Lua's own, but values are first made text without
// addresses, and %p is refused.
#include <algorithm>
#include <string>
#include <string_view>

#include "base/limits.h"
#include "lua/failure.h"
#include "lua/library.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

constexpr std::size_t longest_directive = 20;  // flags, width and precision of two digits each
constexpr std::uint64_t directive_steps = 32;  // one costs about as much as so many instructions

// The directive that starts at `at` (behind the %), its letter included.
std::string_view directive_at(lua_State* lua, std::string_view format, std::size_t at) {
  const auto end = format.find_first_not_of("-+ #0123456789.", at);
  if (end == std::string_view::npos || end - at > longest_directive)
    raise(lua, "invalid conversion '%" + std::string(format.substr(at, longest_directive)) +
                   "' to 'format'");
  return format.substr(at, end - at + 1);
}

// Pushes one value by one directive, through Lua's own format.
void push_formatted(lua_State* lua, std::string_view directive, int argument) {
  Sandbox::of(lua).spend(lua, directive_steps);
  if (directive.back() == 'p')
    raise(lua, "'%p' is not available in a runbook", "addresses change from run to run");
  if (argument > lua_gettop(lua)) luaL_argerror(lua, argument, "no value");
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_pushfstring(lua, "%%%s", std::string(directive).c_str());
  if (directive.back() == 's')
    push_text_of(lua, argument);
  else
    lua_pushvalue(lua, argument);
  lua_call(lua, 2, 1);
}

}  // namespace

int format_string(lua_State* lua) {
  std::size_t size = 0;
  const char* bytes = luaL_checklstring(lua, 1, &size);
  const std::string_view format(bytes, size);
  const int values = lua_gettop(lua);
  int argument = 1;
  std::string result;
  for (std::size_t at = 0; at < format.size();) {
    const auto percent = std::min(format.find('%', at), format.size());
    result += format.substr(at, percent - at);
    at = percent + 1;
    if (percent == format.size()) break;
    if (at < format.size() && format[at] == '%') {
      result += '%';
      ++at;
      continue;
    }
    const auto directive = directive_at(lua, format, at);
    at += directive.size();
    push_formatted(lua, directive, ++argument);
    std::size_t piece = 0;
    const char* text = lua_tolstring(lua, -1, &piece);
    result.append(text, piece);
    if (result.size() > limits::lua_memory_bytes)
      Sandbox::of(lua).exceed(lua, "string.format: the result does not fit into memory");
    lua_settop(lua, values);
  }
  lua_pushlstring(lua, result.data(), result.size());
  return 1;
}

}  // namespace golive
