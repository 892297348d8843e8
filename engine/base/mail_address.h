// Mail addresses as a channel may name them: plain ones, "ann@shop.example". No display names, no
// quotes: what is written into a header must not be able to end it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

bool is_mail_address(std::string_view text);
// Of a list with commas, at least one; ErrorKind::invalid names what is none (its place).
Result<std::vector<std::string>> mail_addresses(std::string_view list);

}  // namespace golive
