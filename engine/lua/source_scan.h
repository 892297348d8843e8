// SourceScan: what a runbook's text says and its values no longer do: the line of each field, the
// order of fields, a field given twice (Lua silently takes the last). A light reading of tokens, no
// parser: it knows strings, comments, nested functions and tables, and leaves errors of syntax to
// Lua.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

struct WrittenField {
  std::string name;
  int line = 0;
};

struct SourceScan {
  // By the line on which a table's head stands: `step` of `step "a" { ... }`, else the brace.
  // Fields in the order written.
  std::map<int, std::vector<WrittenField>> fields;
};

// ErrorKind::unloadable for a field given twice, and for what is nested deeper than anybody writes.
Result<SourceScan> scan_source(const std::string& file, std::string_view text);

}  // namespace golive
