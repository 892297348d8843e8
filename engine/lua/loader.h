// LuaLoader: runbooks in Lua. Stateless: each load has a sandbox of its own. What is loaded is
// bounded in time and memory (base/limits.h), whatever the text.
#pragma once

#include "port/runbook_loader.h"

namespace golive {

class LuaLoader final : public RunbookLoader {
 public:
  Result<LoadedRunbook> load(const RunbookText& text) override;
};

// The archive of a runbook: canonical JSON {"files":{path:text,...},"main":path}.
std::string to_archive(const RunbookText& text);
Result<RunbookText> from_archive(const std::string& archive);

}  // namespace golive
