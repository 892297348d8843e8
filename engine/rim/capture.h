// capture: what a request's `capture` names ({"token":"$.access_token"}), taken out of the answer
// before anything of that is kept. Pure.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

// Name and value of each; or why one cannot be taken, which says nothing of its value.
Result<std::map<std::string, std::string>> captured_from(std::string_view body,
                                                         const nlohmann::json& capture);

}  // namespace golive
