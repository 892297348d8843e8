// From a request for a run to what the engine needs to create it: the runbook read and loaded, its
// times resolved, its environment chosen. Reads files and zone rules and runs the runbook's Lua;
// touches no engine and no store, so that it may run on another thread.
#pragma once

#include <filesystem>
#include <string>

#include "core/event.h"
#include "port/runbook_loader.h"

namespace golive {

struct NewRunRequest {
  std::filesystem::path runbook;
  Date j{};
  std::string environment;  // empty: the plan's only one that fits the mode
  Mode mode = Mode::rehearsal;
};

struct PreparedRun {
  LoadedRunbook runbook;
  Timeline timeline;
  std::filesystem::path folder;
  std::string environment;
};

Result<PreparedRun> prepare_run(const NewRunRequest& request);

// The two halves, for `check` and `plan`.
Result<LoadedRunbook> load_runbook(const std::filesystem::path& runbook);
Result<Timeline> timeline_of(const Plan& plan, Date j);

}  // namespace golive
