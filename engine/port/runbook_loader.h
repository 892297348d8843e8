// RunbookLoader: from the text of a runbook to a Plan.
#pragma once

#include <map>
#include <string>

#include "core/plan.h"

namespace golive {

// A runbook's files by their path relative to its folder ("runbook.lua", "lib/smoke.lua"); the
// modules of golive's own library that it requires are added by the loader under
// "golive/<noun>.lua".
struct RunbookText {
  std::map<std::string, std::string> files;
  std::string main = "runbook.lua";
  // Files of the folder that a runbook may name, but not as they are, and why: "is not UTF-8".
  std::map<std::string, std::string> refused = {};
};

struct LoadedRunbook {
  Plan plan;            // finished; `hash` is the SHA-256 of `archive`
  std::string archive;  // canonical JSON of RunbookText with all modules used: what the store keeps
};

class RunbookLoader {
 public:
  virtual ~RunbookLoader() = default;
  // Errors are ErrorKind::unloadable with file and line.
  virtual Result<LoadedRunbook> load(const RunbookText& text) = 0;
};

}  // namespace golive
