// Failure: how an error is raised between Lua frames, and what is made of it outside. A raised
// message is "file:line: what", with an optional way out behind a separator that no text contains.
#pragma once

#include <lua.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

// "runbook.lua:12" of the innermost author's code that runs; golive's own library is passed over
// unless nothing else is there. Empty: no Lua code runs.
std::string place_of(lua_State* lua);

// Raises. What pcall may catch.
[[noreturn]] void raise(lua_State* lua, const std::string& what, const std::string& way_out = {});
// Raises at a given place.
[[noreturn]] void raise_at(lua_State* lua, const std::string& place, const std::string& what,
                           const std::string& way_out = {});

// The error value on top of a thread whose resume failed with `status`.
Error read_failure(lua_State* thread, int status);

// Raises, in `lua`, the error of another thread whose resume failed: the value itself, a text with
// its place.
[[noreturn]] void raise_again(lua_State* lua, lua_State* failed, int status);

// `did you mean "task"?`, or empty.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);
// `"a", "b" and "c"`.
std::string listed(const std::vector<std::string>& words);

}  // namespace golive
