// The tests of a runbook: found beside it, played, each on a stage of its own, two at a time.
#pragma once

#include <filesystem>
#include <vector>

#include "api/junit.h"
#include "base/error.h"

namespace golive {

// `path`: a runbook's folder, all of whose files `..._test.lua` are taken, or one such file.
// Errors are about what cannot be loaded; a test that fails is a result.
Result<std::vector<TestResult>> play_suite(const std::filesystem::path& path);

}  // namespace golive
