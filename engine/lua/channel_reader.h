// Reads a channel: where notices go, and which.
#pragma once

#include <string>

#include "core/plan.h"
#include "lua/fields.h"

namespace golive {

void read_channel(const Fields& fields, const std::string& id, Plan& plan);

}  // namespace golive
