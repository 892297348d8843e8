#include "report/csv.h"

#include <nlohmann/json.hpp>

namespace golive {

namespace {

std::string csv_cell(const nlohmann::json& value) {
  if (value.is_null()) return {};
  auto text = value.is_string() ? value.get<std::string>() : value.dump();
  if (value.is_string() && text.find_first_of("=+-@\t\r") == 0) text.insert(0, "'");
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string csv_text(const nlohmann::json& rows, std::span<const CsvColumn> columns,
                     const Words& words) {
  std::string text;
  for (const auto& column : columns) {
    const auto heading = words.all().find(column.heading);
    text += (&column == &columns.front() ? "" : ",") +
            csv_cell(heading != words.all().end() ? *heading : nlohmann::json(column.heading));
  }
  text += "\r\n";
  for (const auto& row : rows) {
    for (const auto& column : columns) {
      const nlohmann::json::json_pointer pointer{std::string(column.pointer)};
      text += (&column == &columns.front() ? "" : ",") +
              (row.contains(pointer) ? csv_cell(row.at(pointer)) : std::string());
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace golive
