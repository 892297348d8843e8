// Output: a document that a command has made, to the terminal or into a file. A file is there as a
// whole or not at all: it is written beside and put in place at the end.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive::cli {

// Errors are ErrorKind::invalid (no such folder, no right) or ::storage (no room), with the path.
Result<void> write_whole(const std::string& path, const std::string& text);
// The same for what is made piece by piece, and need not fit into memory: `make` hands each piece
// to `put`, and gives up when that is refused. If it fails, nothing is left behind.
using Put = std::function<Result<void>(std::string_view)>;
using Make = std::function<Result<void>(const Put& put)>;
Result<void> write_whole(const std::string& path, const Make& make);
// To stdout, if `path` is empty, only once all of it is made.
Result<void> make_whole(const std::string& path, const Make& make);
// `text` into `path`, or to stdout if that is empty; answers with the exit code. A stdout that
// takes no more is told, too.
int hand_out(const std::string& path, const std::string& text);

}  // namespace golive::cli
