#include "api/rest/entity_tag.h"

#include <algorithm>
#include <string_view>

namespace golive::rest {
namespace {

constexpr std::string_view weak = "W/";

std::string_view opaque(std::string_view tag) {
  if (tag.starts_with(weak)) tag.remove_prefix(weak.size());
  return tag;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string run_tag(const Run& run, Instant now) {
  std::string tag = "W/\"" + std::to_string(run.seq);
  if (!is_final(run))
    tag += "-" +
           std::to_string(std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count());
  return tag + "\"";
}

bool has_seen(const HttpRequest& request, const std::string& tag) {
  const auto value = header(request, "If-None-Match");
  std::string_view left = value;
  while (!left.empty()) {
    const auto end = std::min(left.find(','), left.size());
    const auto one = trimmed(left.substr(0, end));
    if (one == "*" || opaque(one) == opaque(tag)) return true;
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return false;
}

HttpResponse not_modified(const std::string& tag) {
  HttpResponse response{304};
  response.headers.emplace_back("ETag", tag);
  return response;
}

Result<std::string> seen_subject(const HttpRequest& request) {
  if (!has_header(request, "If-Match")) return std::string();
  const auto value = header(request, "If-Match");
  const auto tag = trimmed(value);
  if (tag == "*") return std::string();
  const auto bare = tag.size() > 2 ? tag.substr(1, tag.size() - 2) : std::string_view();
  const auto odd = [](char c) { return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')); };
  if (bare.empty() || tag.front() != '"' || tag.back() != '"' ||
      std::any_of(bare.begin(), bare.end(), odd))
    return fail(ErrorKind::invalid, "If-Match is not what the gate was shown with", "If-Match",
                "send the gate's ETag: its subject in quotes");
  return std::string(bare);
}

}  // namespace golive::rest
