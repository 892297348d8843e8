// Base64 (RFC 4648, section 4) with padding. Reading is strict: one text for each bytes, no breaks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace golive {

std::string to_base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace golive
