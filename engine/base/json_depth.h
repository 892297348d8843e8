// How deep a JSON text is nested, told before it is parsed: what parses into values, compares and
// writes JSON recurses, and a text of 1 MB from outside can be nested deeper than the stack.
#pragma once

#include <cstddef>
#include <string_view>

namespace golive {

// Levels of { and [ outside strings, at the deepest. Of what is no JSON, at least as deep as a
// parser gets before it notices.
std::size_t json_depth(std::string_view text);
// More than limits::json_depth.
bool is_nested_too_deeply(std::string_view text);

}  // namespace golive
