// Canonical JSON: the one form in which JSON is kept and hashed. Keys sorted, no spaces, UTF-8;
// bytes that are none become U+FFFD. The same bytes as nlohmann's dump(-1, ' ', false, replace),
// several times as fast: every event and every outcome passes here.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace golive {

std::string canonical(const nlohmann::json& json);
// Appends a text in its quotes.
void append_quoted(std::string& out, std::string_view text);

}  // namespace golive
