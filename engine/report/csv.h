// CSV: rows of a report's data as a table for a spreadsheet (RFC 4180, UTF-8).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>

#include "report/words.h"

namespace golive {

struct CsvColumn {
  std::string_view heading;  // a word of the reports
  std::string_view pointer;  // into a row: "/at/iso"
};

// A cell that a spreadsheet would take for a formula has an apostrophe before it.
std::string csv_text(const nlohmann::json& rows, std::span<const CsvColumn> columns,
                     const Words& words);

}  // namespace golive
