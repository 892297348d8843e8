// HttpAnswer: what came back for an HTTP request as it may be kept: without secrets, valid UTF-8,
// no longer than was asked for. docs/effects.md has its JSON.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace golive {

struct HttpAnswer {
  std::string error = {};  // no answer, and why; the rest is empty then
  long status = 0;
  // Ascending by name, each name once and in lower case.
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  bool is_cut = false;  // the body was longer
  std::int64_t milliseconds = 0;
  std::vector<std::string> captured = {};  // names of what is kept elsewhere
  std::optional<std::int64_t> tls_days = {};
};

nlohmann::json to_json(const HttpAnswer& answer);
// canonical(to_json(answer)), without making that first: it took longer than curl does.
std::string canonical(const HttpAnswer& answer);

}  // namespace golive
