// ProcessRequest: all that is needed to start a process, secrets filled in.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"

namespace golive {

struct ProcessRequest {
  std::string id;                 // among all of a keeper's; stands in GOLIVE_PROCESS
  std::vector<std::string> argv;  // argv[0] by PATH, or a path relative to `folder`
  std::map<std::string, std::string> variables;  // its whole environment but for that
  std::string folder;                            // absolute
  std::optional<std::string> input = {};         // standard input; none: /dev/null
  Duration timeout{};
  std::filesystem::path output = {};  // where ".out" and ".err" are added; empty: not kept
};

}  // namespace golive
