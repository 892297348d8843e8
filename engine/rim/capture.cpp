#include "rim/capture.h"

#include <nlohmann/json.hpp>

#include "base/json_depth.h"
#include "base/json_path.h"
#include "base/limits.h"

namespace golive {
namespace {

using nlohmann::json;

const json* find_value(const json& from, const JsonPath& path) {
  const json* at = &from;
  for (const auto& part : path) {
    if (const auto* name = std::get_if<std::string>(&part)) {
      const auto found = at->is_object() ? at->find(*name) : at->end();
      if (found == at->end()) return nullptr;
      at = &*found;
    } else {
      const auto place = std::get<std::size_t>(part);
      if (!at->is_array() || place >= at->size()) return nullptr;
      at = &(*at)[place];
    }
  }
  return at;
}

Result<std::string> taken(const json& answer, const std::string& path) {
  const auto parsed = parse_json_path(path);
  if (!parsed) return tl::unexpected(parsed.error());
  const json* value = find_value(answer, *parsed);
  if (value == nullptr) return fail(ErrorKind::not_found, "the answer has no " + path);
  if (!value->is_string())
    return fail(ErrorKind::invalid, path + " is no text but " + std::string(value->type_name()));
  if (value->get_ref<const std::string&>().size() > limits::captured_bytes)
    return fail(ErrorKind::too_large,
                path + " is longer than " + std::to_string(limits::captured_bytes) + " bytes");
  return value->get<std::string>();
}

}  // namespace

Result<std::map<std::string, std::string>> captured_from(std::string_view body,
                                                         const json& capture) {
  if (!capture.is_object()) return fail(ErrorKind::invalid, "capture is no table");
  if (is_nested_too_deeply(body))
    return fail(ErrorKind::invalid, "the answer is nested too deeply");
  const auto answer = json::parse(body, nullptr, false);
  if (answer.is_discarded()) return fail(ErrorKind::invalid, "the answer is no JSON");
  std::map<std::string, std::string> values;
  for (const auto& [name, path] : capture.items()) {
    auto value = path.is_string() ? taken(answer, path.get<std::string>())
                                  : fail(ErrorKind::invalid, "its path is no text");
    if (!value) return fail(value.error().kind, "capture " + name + ": " + value.error().what);
    values.emplace(name, std::move(*value));
  }
  return values;
}

Result<std::vector<std::string>> capture_into(Secrets& secrets, const std::string& effect,
                                              const nlohmann::json& paths, long status,
                                              const std::string& body) {
  const auto found = captured_from(body, paths);
  if (!found && status >= 400) return {};
  if (!found) return tl::unexpected(found.error());
  std::vector<std::string> names;
  SealedValues::Values values;
  for (const auto& [name, value] : *found) {
    names.push_back(name);
    values.emplace_back(effect + "/" + name, value);
  }
  if (auto sealed = secrets.capture(values); !sealed) return tl::unexpected(sealed.error());
  return names;
}

}  // namespace golive
