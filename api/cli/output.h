// Output: a document that a command has made, to the terminal or into a file. A file is there as a
// whole or not at all: it is written beside and put in place at the end.
#pragma once

#include <string>

#include "base/error.h"

namespace golive::cli {

// Errors are ErrorKind::invalid (no such folder, no right) or ::storage (no room), with the path.
Result<void> write_whole(const std::string& path, const std::string& text);
// `text` into `path`, or to stdout if that is empty; answers with the exit code. A stdout that
// takes no more is told, too.
int hand_out(const std::string& path, const std::string& text);

}  // namespace golive::cli
