// Look: what one poll has seen: its outcome held against what is expected. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/samples.h"

namespace golive {

struct Look {
  Seen seen = Seen::no_data;
  std::string why = {};        // it is bad, or degraded; else empty
  Components components = {};  // what the service says of them, if that is asked for
  [[nodiscard]] bool passes() const { return seen == Seen::ok || seen == Seen::degraded; }
};

// `expect` and `request` as in mismatch().
Look look_at(const nlohmann::json& expect, const nlohmann::json& request,
             const nlohmann::json& outcome);

}  // namespace golive
