#include "lua/failure.h"

#include <cstdlib>

#include "base/utf8.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

constexpr int deepest_sensible = 10'000;  // calls in calls, before the memory is full of them
constexpr char separator = '\x1f';

// "runbook.lua:12: text" -> its place; the text is left. No place: empty, all is left.
std::string take_place(std::string& message) {
  const auto colon = message.find(".lua:");
  if (colon == std::string::npos ||
      message.substr(0, colon).find_first_of(" \n\"") != std::string::npos)
    return {};
  auto end = colon + 5;
  while (end < message.size() && message[end] >= '0' && message[end] <= '9') ++end;
  if (end == colon + 5 || message.compare(end, 2, ": ") != 0) return {};
  std::string place = message.substr(0, end);
  message.erase(0, end + 2);
  return place;
}

// Not luaL_tolstring: that may run __tostring, unbounded.
std::string message_of(lua_State* thread) {
  switch (lua_type(thread, -1)) {
    case LUA_TSTRING:
    case LUA_TNUMBER: {
      std::size_t size = 0;
      const char* text = lua_tolstring(thread, -1, &size);
      return to_utf8({text, size});
    }
    default:
      return std::string("an error value that is a ") + luaL_typename(thread, -1);
  }
}

}  // namespace

std::string place_of(lua_State* lua) {
  std::string library;
  lua_Debug frame{};
  for (int level = 0; lua_getstack(lua, level, &frame); ++level) {
    lua_getinfo(lua, "Sl", &frame);
    if (frame.currentline <= 0) continue;
    std::string place = std::string(frame.short_src) + ":" + std::to_string(frame.currentline);
    if (std::string_view(frame.short_src).substr(0, 7) != "golive/") return place;
    if (library.empty()) library = std::move(place);
  }
  return library;
}

void raise(lua_State* lua, const std::string& what, const std::string& way_out) {
  raise_at(lua, place_of(lua), what, way_out);
}

void raise_at(lua_State* lua, const std::string& place, const std::string& what,
              const std::string& way_out) {
  std::string message = place.empty() ? what : place + ": " + what;
  if (!way_out.empty()) message += separator + way_out;
  lua_pushlstring(lua, message.data(), message.size());
  lua_error(lua);
  std::abort();  // lua_error does not return
}

Error read_failure(lua_State* thread, int status) {
  const Sandbox& sandbox = Sandbox::of(thread);
  Error error{ErrorKind::unloadable, {}};
  if (status == LUA_ERRMEM || sandbox.exceeded()) {
    lua_Debug frame{};
    const bool deep = status == LUA_ERRMEM && lua_getstack(thread, deepest_sensible, &frame);
    error.what =
        deep ? "stack overflow: a function calls itself without end" : sandbox.exceeded_what();
    error.place = sandbox.exceeded_place().empty() ? place_of(thread) : sandbox.exceeded_place();
    return error;
  }
  error.what = message_of(thread);
  error.place = take_place(error.what);
  if (error.place.empty()) error.place = place_of(thread);
  if (const auto cut = error.what.find(separator); cut != std::string::npos) {
    error.way_out = error.what.substr(cut + 1);
    error.what.resize(cut);
  }
  return error;
}

void raise_again(lua_State* lua, lua_State* failed, int status) {
  if (lua_isstring(failed, -1)) {
    const Error error = read_failure(failed, status);
    raise_at(lua, error.place, error.what, error.way_out);
  }
  lua_xmove(failed, lua, 1);
  lua_error(lua);
  std::abort();  // lua_error does not return
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const auto close = closest(word, known);
  return close.empty() ? "" : "did you mean \"" + std::string(close) + "\"?";
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (index > 0) text += index + 1 == words.size() ? " and " : ", ";
    text += "\"" + words[index] + "\"";
  }
  return text;
}

}  // namespace golive
