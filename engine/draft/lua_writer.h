// Lua writer: texts as a runbook holds them. Whatever a text has in it, it stays a text.
#pragma once

#include <string>
#include <string_view>

namespace golive {

// "\"a\\nb\"": one line, whatever the text.
std::string lua_string(std::string_view text);
// "-- text": one line, whatever the text.
std::string lua_comment(std::string_view text);

}  // namespace golive
