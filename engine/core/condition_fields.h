// The JSON of a condition, in events and commands. Internal to the codecs.
#pragma once

#include "core/condition.h"
#include "core/json_fields.h"

namespace golive {

template <>
struct Fields<Condition> {
  static constexpr auto rows(auto&& read) {
    return read(need("text", &Condition::text), may("owner", &Condition::owner),
                may("due", &Condition::due));
  }
};

}  // namespace golive
