// string.find, match, gmatch and gsub on our own matcher (pattern.h).
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "base/limits.h"
#include "lua/failure.h"
#include "lua/library.h"
#include "lua/pattern.h"
#include "lua/sandbox.h"

namespace golive {
namespace {

std::string_view text_at(lua_State* lua, int index) {
  std::size_t size = 0;
  const char* text = luaL_checklstring(lua, index, &size);
  return {text, size};
}

// One search: its pattern, its matcher, and its account of steps.
class Search {
 public:
  Search(lua_State* lua, std::string_view subject, std::string_view pattern)
      : lua_(lua), subject_(subject), pattern_(pattern), matcher_(pattern_, subject, steps_) {}

  bool match_at(std::size_t start) {
    const auto end = matcher_.match_at(start);
    start_ = start;
    if (end) end_ = *end;
    return end.has_value();
  }
  [[nodiscard]] std::size_t end() const { return end_; }
  [[nodiscard]] std::size_t captures() const { return pattern_.captures(); }

  void push_capture(std::size_t index) const {
    const auto& capture = matcher_.capture(index);
    if (capture.position)
      lua_pushinteger(lua_, static_cast<lua_Integer>(capture.start) + 1);
    else
      lua_pushlstring(lua_, subject_.data() + capture.start, capture.end - capture.start);
  }
  void push_match() const { lua_pushlstring(lua_, subject_.data() + start_, end_ - start_); }
  // The captures; without any, the match, if `whole`.
  int push_captures(bool whole) const {
    if (captures() == 0 && whole) return push_match(), 1;
    luaL_checkstack(lua_, static_cast<int>(captures()), "too many captures");
    for (std::size_t index = 0; index < captures(); ++index) push_capture(index);
    return static_cast<int>(captures());
  }
  // Counts the steps made so far as instructions, with what goes on around them.
  void account() {
    constexpr std::uint64_t around = 8;
    Sandbox::of(lua_).spend(lua_, accounted_ - steps_ + around);
    accounted_ = steps_;
  }

 private:
  lua_State* lua_;
  std::string_view subject_;
  Pattern pattern_;
  std::uint64_t steps_ = limits::lua_pattern_steps, accounted_ = limits::lua_pattern_steps;
  Matcher matcher_;
  std::size_t start_ = 0, end_ = 0;
};

// Runs a string function; what the matcher throws becomes a Lua error only here, outside of its
// frames.
template <class Function>
int guarded(lua_State* lua, const char* name, Function&& function) {
  std::string malformed;
  try {
    return function();
  } catch (const MalformedPattern& error) {
    malformed = error.what();
  } catch (const PatternStepsUsedUp&) {
  }
  if (!malformed.empty()) raise(lua, std::string(name) + ": " + malformed);
  Sandbox::of(lua).exceed(
      lua, std::string(name) + ": the pattern takes too long on this text (more than " +
               std::to_string(limits::lua_pattern_steps / 1'000'000) + " million steps)");
}

bool take_anchor(std::string_view& pattern) {
  const bool anchored = !pattern.empty() && pattern[0] == '^';
  if (anchored) pattern.remove_prefix(1);
  return anchored;
}

// The optional `init` argument as an offset; npos: beyond the end.
std::size_t start_offset(lua_State* lua, int index, std::size_t size) {
  const lua_Integer length = static_cast<lua_Integer>(size);
  lua_Integer start = luaL_optinteger(lua, index, 1);
  if (start < 0) start = start < -length ? 1 : length + start + 1;
  if (start == 0) start = 1;
  return start > length + 1 ? std::string_view::npos : static_cast<std::size_t>(start - 1);
}

int find_plain(lua_State* lua, std::string_view subject, std::string_view text, std::size_t start) {
  Sandbox::of(lua).spend(lua, (subject.size() - start) / 4);
  // Not string_view::find, whose time can be the product of the two lengths.
  const void* found =
      memmem(subject.data() + start, subject.size() - start, text.data(), text.size());
  if (!found) return lua_pushnil(lua), 1;
  const auto at = static_cast<const char*>(found) - subject.data();
  lua_pushinteger(lua, at + 1);
  lua_pushinteger(lua, at + static_cast<lua_Integer>(text.size()));
  return 2;
}

int search(lua_State* lua, bool find) {
  const auto subject = text_at(lua, 1);
  auto pattern = text_at(lua, 2);
  const std::size_t first = start_offset(lua, 3, subject.size());
  if (first == std::string_view::npos) return lua_pushnil(lua), 1;
  if (find && (lua_toboolean(lua, 4) || is_plain(pattern)))
    return find_plain(lua, subject, pattern, first);
  const bool anchored = take_anchor(pattern);
  Search search(lua, subject, pattern);
  for (std::size_t start = first; start <= subject.size(); ++start) {
    if (search.match_at(start)) {
      search.account();
      if (!find) return search.push_captures(true);
      lua_pushinteger(lua, static_cast<lua_Integer>(start) + 1);
      lua_pushinteger(lua, static_cast<lua_Integer>(search.end()));
      return 2 + search.push_captures(false);
    }
    if (anchored) break;
  }
  search.account();
  return lua_pushnil(lua), 1;
}

int string_find(lua_State* lua) {
  return guarded(lua, "string.find", [&] { return search(lua, true); });
}
int string_match(lua_State* lua) {
  return guarded(lua, "string.match", [&] { return search(lua, false); });
}

// The iterator of gmatch. Upvalues: subject, pattern, where to go on, end of the last match.
int next_match(lua_State* lua) {
  return guarded(lua, "string.gmatch", [&] {
    const auto subject = text_at(lua, lua_upvalueindex(1));
    Search search(lua, subject, text_at(lua, lua_upvalueindex(2)));
    const lua_Integer last = lua_tointeger(lua, lua_upvalueindex(4));
    auto start = static_cast<std::size_t>(lua_tointeger(lua, lua_upvalueindex(3)));
    for (; start <= subject.size(); ++start) {
      if (!search.match_at(start) || static_cast<lua_Integer>(search.end()) == last) continue;
      for (const int upvalue : {3, 4}) {
        lua_pushinteger(lua, static_cast<lua_Integer>(search.end()));
        lua_replace(lua, lua_upvalueindex(upvalue));
      }
      search.account();
      return search.push_captures(true);
    }
    search.account();
    lua_pushinteger(lua, static_cast<lua_Integer>(start));
    lua_replace(lua, lua_upvalueindex(3));
    return 0;
  });
}

int string_gmatch(lua_State* lua) {
  const auto subject = text_at(lua, 1);
  text_at(lua, 2);
  const auto start = std::min(start_offset(lua, 3, subject.size()), subject.size() + 1);
  lua_settop(lua, 2);
  lua_pushinteger(lua, static_cast<lua_Integer>(start));
  lua_pushinteger(lua, -1);
  lua_pushcclosure(lua, next_match, 4);
  return 1;
}

// What gsub puts in the place of a match: the third argument is a text with %0..%9, a table or a
// function.
void add_from_text(lua_State* lua, const Search& search, luaL_Buffer* buffer) {
  const auto text = text_at(lua, 3);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      luaL_addchar(buffer, text[at]);
      continue;
    }
    const char code = ++at < text.size() ? text[at] : '\0';
    if (code == '%') {
      luaL_addchar(buffer, '%');
      continue;
    }
    if (code < '0' || code > '9') raise(lua, "invalid use of '%' in replacement string");
    const auto index = static_cast<std::size_t>(code - '0');
    if (index == 0 || (index == 1 && search.captures() == 0))
      search.push_match();
    else if (index <= search.captures())
      search.push_capture(index - 1);
    else
      raise(lua, std::string("invalid capture index %") + code + " in replacement string");
    luaL_tolstring(lua, -1, nullptr);
    lua_remove(lua, -2);
    luaL_addvalue(buffer);
  }
}

void add_replacement(lua_State* lua, const Search& search, luaL_Buffer* buffer) {
  switch (lua_type(lua, 3)) {
    case LUA_TFUNCTION:
      lua_pushvalue(lua, 3);
      lua_call(lua, search.push_captures(true), 1);
      break;
    case LUA_TTABLE:
      if (search.captures() == 0)
        search.push_match();
      else
        search.push_capture(0);
      lua_gettable(lua, 3);
      break;
    default:
      add_from_text(lua, search, buffer);
      return;
  }
  if (!lua_toboolean(lua, -1)) {
    lua_pop(lua, 1);
    search.push_match();
  } else if (!lua_isstring(lua, -1)) {
    raise(lua, std::string("invalid replacement value (a ") + luaL_typename(lua, -1) + ")");
  }
  luaL_addvalue(buffer);
}

int substitute(lua_State* lua) {
  const auto subject = text_at(lua, 1);
  auto pattern = text_at(lua, 2);
  const int type = lua_type(lua, 3);
  luaL_argexpected(
      lua,
      type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TTABLE || type == LUA_TFUNCTION, 3,
      "string, function or table");
  const lua_Integer most = luaL_optinteger(lua, 4, static_cast<lua_Integer>(subject.size()) + 1);
  const bool anchored = take_anchor(pattern);
  Search search(lua, subject, pattern);
  luaL_Buffer buffer;
  luaL_buffinit(lua, &buffer);
  lua_Integer count = 0;
  std::size_t at = 0, last = std::string_view::npos;
  while (count < most) {
    if (search.match_at(at) && search.end() != last) {
      ++count;
      add_replacement(lua, search, &buffer);
      at = last = search.end();
    } else if (at < subject.size()) {
      luaL_addchar(&buffer, subject[at]);
      ++at;
    } else {
      break;
    }
    search.account();
    if (anchored) break;
  }
  if (at < subject.size()) luaL_addlstring(&buffer, subject.data() + at, subject.size() - at);
  luaL_pushresult(&buffer);
  lua_pushinteger(lua, count);
  return 2;
}

int string_gsub(lua_State* lua) {
  return guarded(lua, "string.gsub", [&] { return substitute(lua); });
}

constexpr luaL_Reg pattern_functions[] = {{"find", string_find},
                                          {"match", string_match},
                                          {"gmatch", string_gmatch},
                                          {"gsub", string_gsub},
                                          {nullptr, nullptr}};

}  // namespace

void push_pattern_functions(lua_State* lua) { luaL_setfuncs(lua, pattern_functions, 0); }

}  // namespace golive
