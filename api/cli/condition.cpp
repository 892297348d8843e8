#include "api/cli/condition.h"

#include <nlohmann/json.hpp>

namespace golive::cli {
namespace {

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Result<nlohmann::json> condition_of(const std::string& typed) {
  std::string text = typed;
  auto fields = nlohmann::json::object();
  // From the end: a text may have semicolons of its own.
  for (auto at = text.rfind(';'); at != std::string::npos; at = text.rfind(';')) {
    const std::string last = trimmed(text.substr(at + 1));
    const auto equals = last.find('=');
    const std::string name = trimmed(last.substr(0, equals));
    if (equals == std::string::npos || (name != "owner" && name != "due")) break;
    const std::string value = trimmed(last.substr(equals + 1));
    if (value.empty() || fields.contains(name))
      return fail(ErrorKind::invalid, name + (value.empty() ? " has no value" : " is given twice"),
                  "condition", "write \"text; owner=dba; due=J+1\"");
    fields[name] = value;
    text = text.substr(0, at);
  }
  text = trimmed(text);
  if (fields.empty()) return nlohmann::json(text);
  fields["text"] = text;
  return fields;
}

}  // namespace golive::cli
