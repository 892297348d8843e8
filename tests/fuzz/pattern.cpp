// Lua's patterns: the own matcher beside Lua's. An input is a pattern, a line's end, and the text.
#include "lua/pattern.h"

#include <lua.hpp>
#include <memory>
#include <optional>

#include "reader.h"

namespace golive::fuzz {
namespace {

constexpr std::uint64_t many_steps = 200'000;
constexpr std::uint64_t few_steps = 20'000;  // what Lua's own matcher is sure to do soon, too
constexpr int lua_nesting = 200;             // of its own matcher, which recurses

struct Found {
  bool found = false;
  std::size_t start = 0, end = 0;
  std::vector<std::string> captures = {};
  friend bool operator==(const Found&, const Found&) = default;
};

// As string.find does it. None: the steps are used up.
std::optional<Found> find(std::string_view text, std::string_view subject, std::uint64_t& steps) {
  const bool anchored = text.starts_with('^');
  const Pattern pattern(text.substr(anchored ? 1 : 0));
  Matcher matcher(pattern, subject, steps);
  try {
    for (std::size_t start = 0; start <= (anchored ? 0 : subject.size()); ++start) {
      const auto end = matcher.match_at(start);
      if (!end) continue;
      hold(*end >= start && *end <= subject.size(), "a match ends in the text");
      Found found{true, start + 1, *end, {}};
      for (std::size_t i = 0; i < pattern.captures(); ++i) {
        const auto& capture = matcher.capture(i);
        hold(capture.start <= subject.size(), "a capture starts in the text");
        if (capture.position) {
          found.captures.push_back(std::to_string(capture.start + 1));
          continue;
        }
        hold(capture.start <= capture.end && capture.end <= *end, "a capture lies in the match");
        found.captures.emplace_back(subject.substr(capture.start, capture.end - capture.start));
      }
      return found;
    }
  } catch (const PatternStepsUsedUp&) {
    return std::nullopt;
  }
  return Found{};
}

// Lua's own; none: it gives up.
std::optional<Found> find_in_lua(std::string_view text, std::string_view subject) {
  const std::unique_ptr<lua_State, decltype(&lua_close)> state(luaL_newstate(), lua_close);
  auto* lua = state.get();
  luaL_requiref(lua, "string", luaopen_string, 0);
  lua_getfield(lua, -1, "find");
  lua_pushlstring(lua, subject.data(), subject.size());
  lua_pushlstring(lua, text.data(), text.size());
  const int below = lua_gettop(lua) - 3;
  if (lua_pcall(lua, 2, LUA_MULTRET, 0) != LUA_OK) return std::nullopt;
  if (lua_isnil(lua, below + 1)) return Found{};
  Found found{true,
              static_cast<std::size_t>(lua_tointeger(lua, below + 1)),
              static_cast<std::size_t>(lua_tointeger(lua, below + 2)),
              {}};
  for (int index = below + 3; index <= lua_gettop(lua); ++index) {
    std::size_t size = 0;
    const char* capture = lua_tolstring(lua, index, &size);
    found.captures.emplace_back(capture, size);
  }
  return found;
}

bool match(std::string_view input) {
  const auto [text, subject] = halves(input, '\n');
  try {
    std::uint64_t steps = many_steps;
    const auto own = find(text, subject, steps);
    hold(steps <= many_steps, "steps are only used up");
    if (!own || many_steps - steps > few_steps) return true;
    const auto theirs = find_in_lua(text, subject);
    hold(!theirs || *theirs == *own, "Lua finds the same");
    hold(theirs || text.size() > lua_nesting || subject.size() > lua_nesting,
         "Lua takes the same patterns");
    return true;
  } catch (const MalformedPattern&) {
    return false;
  }
}

}  // namespace

Reader pattern_reader() {
  return {"pattern",
          {"^(%w+)%s*=%s*(.-)$\nkey = value", "%b()\nf(a(b)c)d", "%f[%w]%a+%f[%W]\nTHE (quick) fox",
           "()[^%s,;]*()\nab,cd", "(a*(.)%2)b?\naaabb", "[%a_][%w_]*\n_x1", "a.-b.*c+d?\na1b2cd",
           "[]a-z]-%]\nabc]", "%d%d%d%d%-%d%d\n2027-01", "((a)(b))%1\nababx", "x*\nabc"},
          {"%",
           "(",
           ")",
           "()",
           "[",
           "]",
           "^",
           "$",
           "-",
           "*",
           "+",
           "?",
           ".",
           "%b",
           "%f[",
           "%1",
           "%2",
           "%9",
           "%0",
           "%a",
           "%W",
           "[^",
           "[%",
           "a-z",
           "(a*)",
           ".-",
           ".*",
           "\n",
           std::string_view("\0", 1),
           "\xff",
           "%z",
           "%g"},
          match};
}

}  // namespace golive::fuzz
