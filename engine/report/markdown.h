// Markdown: text from outside as literal text of a line or a table's cell.
#pragma once

#include <string>
#include <string_view>

namespace golive {

// Specials are escaped; line breaks, which would end a cell or begin a block, become spaces.
std::string markdown_text(std::string_view text);

}  // namespace golive
