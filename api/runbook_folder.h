// Reads a runbook from disk: a folder with runbook.lua, of which all *.lua files are taken, and the
// *.txt files that it may name (calendars of holidays), and nothing else; or a single .lua file.
// What lies outside the folder, also by a link, is not the runbook's.
#pragma once

#include <filesystem>

#include "port/runbook_loader.h"

namespace golive {

struct RunbookFolder {
  RunbookText text;
  std::filesystem::path folder;  // absolute; where processes start
};

// Errors are ErrorKind::unloadable with the file's place.
Result<RunbookFolder> read_runbook(const std::filesystem::path& runbook);
// The text of one file beside a runbook: a scenario.
Result<std::string> read_lua_file(const std::filesystem::path& path);

}  // namespace golive
