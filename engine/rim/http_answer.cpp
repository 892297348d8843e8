#include "rim/http_answer.h"

#include <nlohmann/json.hpp>

#include "base/canonical_json.h"

namespace golive {
namespace {

constexpr std::size_t frame_bytes = 128;  // of the JSON around what came

void append_headers(std::string& out, const HttpAnswer& answer) {
  const char* before = "{";
  for (const auto& [name, value] : answer.headers) {
    out += std::exchange(before, ",");
    append_quoted(out, name);
    out += ':';
    append_quoted(out, value);
  }
  out += answer.headers.empty() ? "{}" : "}";
}

}  // namespace

nlohmann::json to_json(const HttpAnswer& answer) {
  if (!answer.error.empty()) return {{"error", answer.error}};
  auto headers = nlohmann::json::object();
  for (const auto& [name, value] : answer.headers) headers[name] = value;
  nlohmann::json json{{"status", answer.status},
                      {"headers", std::move(headers)},
                      {"body", answer.body},
                      {"ms", answer.milliseconds}};
  if (answer.is_cut) json["truncated"] = true;
  if (!answer.captured.empty()) json["captured"] = answer.captured;
  if (answer.tls_days) json["tls_days"] = *answer.tls_days;
  return json;
}

std::string canonical(const HttpAnswer& answer) {
  if (!answer.error.empty()) return canonical(to_json(answer));
  std::size_t size = frame_bytes + answer.body.size();
  for (const auto& [name, value] : answer.headers) size += name.size() + value.size() + 6;
  std::string out;
  out.reserve(size);
  out += R"({"body":)";
  append_quoted(out, answer.body);
  if (!answer.captured.empty())
    out += R"(,"captured":)" + canonical(nlohmann::json(answer.captured));
  out += R"(,"headers":)";
  append_headers(out, answer);
  out += R"(,"ms":)" + std::to_string(answer.milliseconds);
  out += R"(,"status":)" + std::to_string(answer.status);
  if (answer.tls_days) out += R"(,"tls_days":)" + std::to_string(*answer.tls_days);
  if (answer.is_cut) out += R"(,"truncated":true)";
  out += '}';
  return out;
}

}  // namespace golive
