// Built-in texts: the files of templates/ as they were when the program was built.
#pragma once

#include <string_view>

namespace golive {

// By file name ("words.fr.json"); empty if there is none.
std::string_view built_in_text(std::string_view name);

}  // namespace golive
