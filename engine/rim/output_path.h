// Where a process's output is kept: <folder>/<run>/<item's path>.<slot>.<attempt>.<effect>, with
// "." for "/"; ".out" and ".err" follow.
#pragma once

#include <filesystem>

#include "core/effect.h"

namespace golive {

std::filesystem::path output_path(const std::filesystem::path& folder, const std::string& run,
                                  const std::string& item, const AttemptId& id,
                                  const EffectKey& key);

}  // namespace golive
