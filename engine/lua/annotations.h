// Annotations: a file for the author's editor (LuaLS): what runbooks, ctx, tests and scenarios are
// made of, told from the same lists by which they are read. Nothing that runs reads it.
#pragma once

#include <string>

#include "core/plan.h"

namespace golive {

// With a plan: its roles, secrets, parameters and items, by name. Pure.
std::string annotations(const Plan* plan = nullptr);

}  // namespace golive
