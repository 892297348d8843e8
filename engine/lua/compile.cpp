#include "lua/compile.h"

#include <algorithm>
#include <string_view>

#include "lua/failure.h"
#include "lua/sandbox.h"
#include "lua/token.h"

namespace golive {
namespace {

// Hands the text over line by line, so that an error without a line has one: as far as the parser
// got.
struct Lines {
  std::string_view rest;
  int line = 0;

  static const char* read(lua_State*, void* self, std::size_t* size) {
    auto& lines = *static_cast<Lines*>(self);
    const char* start = lines.rest.data();
    *size = std::min(lines.rest.find('\n'), lines.rest.size() - 1) + 1;
    if (lines.rest.empty()) *size = 0;
    lines.rest.remove_prefix(*size);
    ++lines.line;
    return *size == 0 ? nullptr : start;
  }
};

// What can begin an entry of a table: before it, a comma was expected.
bool begins_entry(std::string_view token) {
  if (token.empty() || is_keyword(token))
    return token == "function" || token == "true" || token == "false";
  const char byte = token[0];
  return byte == '_' || byte == '"' || byte == '{' || byte == '[' || (byte >= '0' && byte <= '9') ||
         (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || token[0] == '\'';
}

std::string reworded(const std::string& what) {
  if (what == "unexpected symbol near <eof>")
    return "the text ends too early: a '}', a ')' or an 'end' is missing";
  if (what.starts_with("attempt to load a binary chunk"))
    return "this is no text: compiled Lua is not run";
  const auto near = what.rfind(" near '");
  if (what.compare(0, 12, "'}' expected") != 0 || near == std::string::npos) return what;
  const auto token = what.substr(near + 7, what.size() - near - 8);
  return begins_entry(token) ? "a comma is missing before '" + token + "'" : what;
}

}  // namespace

void compile_file(lua_State* lua, const std::string& file, const std::string& text) {
  Lines lines{text};
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // of editors on Windows
  if (lines.rest.starts_with(byte_order_mark)) lines.rest.remove_prefix(byte_order_mark.size());
  if (lua_load(lua, Lines::read, &lines, ("@" + file).c_str(), "t") == LUA_OK) return;
  Sandbox::of(lua).pass_on(lua, LUA_ERRSYNTAX);
  std::string what = lua_tostring(lua, -1);
  std::string place = file + ":" + std::to_string(std::max(lines.line, 1));
  if (const auto end = what.find(": "); what.compare(0, file.size() + 1, file + ":") == 0) {
    place = what.substr(0, end);
    what.erase(0, end + 2);
  }
  if (what.find("overflow") != std::string::npos || what.find("C levels") != std::string::npos)
    what = "the text is nested too deeply";
  raise_at(lua, place, reworded(what));
}

}  // namespace golive
