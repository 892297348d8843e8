#include "rim/expectation.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/json_depth.h"
#include "base/utf8.h"

namespace golive {
namespace {

using nlohmann::json;
using Mismatch = std::optional<std::string>;

constexpr std::string_view fields[] = {"body_contains", "health", "json",
                                       "max_ms",        "status", "tls_days"};
constexpr std::size_t shown_bytes = 100;  // of a value that is not as expected

bool is_among(const json& number, const json& wanted) {
  if (!wanted.is_array()) return number == wanted;
  return std::find(wanted.begin(), wanted.end(), number) != wanted.end();
}

std::string shown(const json& value) {
  const auto text = canonical(value);
  return std::string(cut_utf8(text, shown_bytes));
}

// The process or request itself: did it come to an end that counts as good?
Mismatch bad_end(const json& expect, const json& request, const json& outcome) {
  if (outcome.contains("error")) return outcome["error"].get<std::string>();
  if (outcome.contains("timeout")) return "did not end in time";
  if (outcome.contains("signal")) return "ended by signal " + outcome["signal"].dump();
  if (outcome.contains("code")) {
    if (is_among(outcome["code"], request.value("ok", json::array({0})))) return {};
    return "exit code " + outcome["code"].dump();
  }
  if (!outcome.contains("status")) return "no data";
  const auto& status = outcome["status"];
  const bool fits = expect.contains("status") ? is_among(status, expect["status"])
                    : request.contains("ok")  ? is_among(status, request["ok"])
                                              : status >= 200 && status < 400;
  if (fits) return {};
  return "status " + status.dump();
}

// By its whole name, else by the parts between its dots: "components.db.status", "items.0.id".
const json* find_value(const json& from, const std::string& path) {
  if (from.is_object() && from.contains(path)) return &from[path];
  const auto dot = path.find('.');
  const auto first = path.substr(0, dot);
  const json* value = nullptr;
  if (from.is_object() && from.contains(first)) value = &from[first];
  if (from.is_array() && !first.empty() && first.size() < 9 &&
      first.find_first_not_of("0123456789") == std::string::npos && std::stoul(first) < from.size())
    value = &from[std::stoul(first)];
  if (value == nullptr || dot == std::string::npos) return value;
  return find_value(*value, path.substr(dot + 1));
}

// {"min": 0.5}, {"max": 3} or both: limits of a number, where anything else is a value to equal.
bool is_limits(const json& wanted) {
  if (!wanted.is_object() || wanted.empty()) return false;
  return std::all_of(wanted.items().begin(), wanted.items().end(), [](const auto& each) {
    return (each.key() == "min" || each.key() == "max") && each.value().is_number();
  });
}

// Also one in a text, as Prometheus has them. NaN is none.
std::optional<double> number_in(const json& value) {
  double number = NAN;
  if (value.is_number()) number = value.get<double>();
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    const auto* end = text.data() + text.size();
    const auto [last, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || last != end) return std::nullopt;
  }
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

Mismatch outside_limits(const json& limits, const std::string& path, const json* value) {
  const auto number = value == nullptr ? std::nullopt : number_in(*value);
  if (!number)
    return "no data: " + path + (value == nullptr ? " is missing" : " is " + shown(*value));
  if (limits.contains("max") && *number > limits["max"].get<double>())
    return path + " is " + shown(*value) + ", more than " + shown(limits["max"]);
  if (limits.contains("min") && *number < limits["min"].get<double>())
    return path + " is " + shown(*value) + ", less than " + shown(limits["min"]);
  return {};
}

Mismatch wrong_value(const json& wanted, const std::string& text) {
  // Comparing and showing recurse; the body is whatever the other side sent.
  if (is_nested_too_deeply(text)) return "the answer is nested too deeply";
  const auto found = json::parse(text, nullptr, false);
  if (found.is_discarded()) return "the body is no JSON";
  for (const auto& [path, value] : wanted.items()) {
    const auto* there = find_value(found, path);
    if (is_limits(value)) {
      if (auto outside = outside_limits(value, path, there)) return outside;
      continue;
    }
    if (there == nullptr) return path + " is missing";
    if (*there != value) return path + " is " + shown(*there) + ", not " + shown(value);
  }
  return {};
}

}  // namespace

Result<void> check_expectation(const json& expect) {
  if (!expect.is_object()) return fail(ErrorKind::invalid, "expect is no table");
  for (const auto& [name, value] : expect.items()) {
    if (std::find(std::begin(fields), std::end(fields), name) == std::end(fields))
      return fail(ErrorKind::invalid, "expect knows no " + name, {},
                  "it knows body_contains, health, json, max_ms, status and tls_days");
    const bool fits = name == "status"          ? value.is_number_integer() || value.is_array()
                      : name == "body_contains" ? value.is_string()
                      : name == "health"        ? value == "ok" || value == "degraded"
                      : name == "json"          ? value.is_object()
                                                : value.is_number();
    if (!fits) return fail(ErrorKind::invalid, "expect." + name + " is of the wrong type");
  }
  return {};
}

Mismatch mismatch(const json& expect, const json& request, const json& outcome) {
  if (auto bad = bad_end(expect, request, outcome)) return bad;
  const auto body = outcome.value("body", outcome.value("out", std::string()));
  if (expect.contains("body_contains") &&
      body.find(expect["body_contains"].get<std::string>()) == std::string::npos)
    return "the body does not contain " + shown(expect["body_contains"]);
  if (expect.contains("json"))
    if (auto wrong = wrong_value(expect["json"], body)) return wrong;
  if (expect.contains("tls_days")) {
    const auto days = outcome.find("tls_days");
    if (days == outcome.end()) return "no data: there is no certificate";
    if (*days < expect["tls_days"])
      return "the certificate is good for " + days->dump() + " days, less than " +
             expect["tls_days"].dump();
  }
  // Written so that NaN does not pass.
  if (expect.contains("max_ms") && !(outcome.value("ms", -1) <= expect["max_ms"].get<double>()))
    return "took " + outcome["ms"].dump() + " ms, more than " + expect["max_ms"].dump() + " ms";
  return {};
}

}  // namespace golive
