// Request targets, read strictly: the HTTP library neither decodes nor checks them. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive::rest {

// Whether a path is in the one form we take: '/' first, no empty or dot segment, no bytes beyond
// visible ASCII, no percent-encoding of what would change its structure, at most
// limits::target_bytes.
bool is_canonical(std::string_view path);

// None for a broken percent-encoding, NUL, or what is no UTF-8.
std::optional<std::string> url_decode(std::string_view text);

// "/api/v1/runs" -> "api", "v1", "runs"; decoded. None if one cannot be.
std::optional<std::vector<std::string>> segments_of(std::string_view path);

// The decoded parameters. An unknown name is refused, with those that are known.
using Query = std::map<std::string, std::string>;
Result<Query> parse_query(const std::map<std::string, std::string>& raw,
                          const std::vector<std::string_view>& known);
// A whole number of a query, or `otherwise` if it is not given.
Result<std::uint64_t> number_in(const Query& query, const std::string& name,
                                std::uint64_t otherwise);

}  // namespace golive::rest
