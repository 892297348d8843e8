// The library that runbooks require as `golive.<noun>`, built into the program from
// runbooks/golive/.
#pragma once

#include <span>
#include <string_view>

namespace golive {

struct GoliveModule {
  std::string_view file;  // "golive/http.lua"
  std::string_view text;
};
std::span<const GoliveModule> golive_modules();

}  // namespace golive
