// Expectation: what a poll holds an outcome against. Pure. An outcome passes only by what it says:
// an error, a time that ran out, a missing field or a body that is no JSON never passes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "base/error.h"

namespace golive {

// Whether `expect` has the form {"status", "body_contains", "json", "max_ms", "tls_days",
// "health"}, each optional. A field that is not known is refused: it would be taken as met.
Result<void> check_expectation(const nlohmann::json& expect);

// Why `outcome`, of an http or exec request, is not as expected; none if it is. `request` may say
// which statuses or codes are `ok`. Health is rim/look.h's affair.
std::optional<std::string> mismatch(const nlohmann::json& expect, const nlohmann::json& request,
                                    const nlohmann::json& outcome);

}  // namespace golive
