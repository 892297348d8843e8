// capture: what a request's `capture` names ({"token":"$.access_token"}), taken out of the answer
// before anything of that is kept.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "rim/secrets.h"

namespace golive {

// Pure. Name and value of each; or why one cannot be taken, which says nothing of its value.
Result<std::map<std::string, std::string>> captured_from(std::string_view body,
                                                         const nlohmann::json& capture);

// Seals them with the run's secrets, under the effect's id and their names, which it returns.
// An answer that says no has nothing to capture, and what it says matters. Of any other nothing is
// kept unless all is captured: a token at another place than was thought would be in the log for
// ever.
Result<std::vector<std::string>> capture_into(Secrets& secrets, const std::string& effect,
                                              const nlohmann::json& paths, long status,
                                              const std::string& body);

}  // namespace golive
