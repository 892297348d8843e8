// The folder in which an author's editor finds what runbooks are made of: golive.lua, and the
// library's modules beside it, as `require "golive.http"` looks for them.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "core/plan.h"

namespace golive::cli {

// With a plan: its roles, secrets, parameters and items by name. What stood there is replaced.
Result<void> write_annotations(const std::filesystem::path& folder, const Plan* plan);

}  // namespace golive::cli
