// Amended runbook: the text of a run's plan with some of its files in other words. What is not
// given stays as the run has it, golive's own library too: it is what was approved. Pure.
#pragma once

#include <map>
#include <string>

#include "port/runbook_loader.h"

namespace golive {

using RunbookFiles = std::map<std::string, std::string>;  // by their path in the runbook's folder

// `archive`: what the store keeps of the run's plan. A name without a folder stands for the one
// file of that name, wherever it lies. Refuses what can be no file of a runbook.
Result<RunbookText> amended_runbook(const std::string& archive, const RunbookFiles& files);
// Refuses files of which the runbook, loaded with them, takes no notice.
Result<void> check_taken(const RunbookText& text, const RunbookFiles& files,
                         const LoadedRunbook& loaded);

}  // namespace golive
