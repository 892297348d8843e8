// Bytecode: what Lua 5.4 dumps of a function, without the lines it stands on: the same function
// further down in a file is the same. Internal to item hashes; nothing is ever run from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace golive {

// `dump` as lua_dump writes it, stripped. None: it is not of the form that is known here.
std::optional<std::string> without_lines(std::string_view dump);

}  // namespace golive
