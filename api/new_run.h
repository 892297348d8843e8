// From a request for a run to what the engine needs to create it: the runbook read and loaded, its
// times resolved, its environment chosen. Reads files and zone rules and runs the runbook's Lua;
// touches no engine and no store, so that it may run on another thread.
#pragma once

#include <filesystem>
#include <string>

#include "api/socket/request.h"
#include "loop/engine.h"
#include "port/runbook_loader.h"

namespace golive {

struct PreparedRun {
  NewRun run;
  std::string archive;  // the plan's text: to be in the store before the run is created
};

Result<PreparedRun> prepare_run(const request::CreateRun& request);

// The two halves, for `check` and `plan`. A plan without a time zone can be loaded, and has no
// timeline.
Result<LoadedRunbook> load_runbook(const std::filesystem::path& runbook);
Result<LoadedRunbook> load_runbook(const RunbookText& text);  // wherever it comes from
Result<Timeline> timeline_of(const Plan& plan, Date j);
// A place in a runbook, with the runbook's folder as it was named: there may be many.
std::string place_in(const std::filesystem::path& runbook, const std::string& place);

}  // namespace golive
