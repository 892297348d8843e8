#include "api/board/origin.h"

#include <strings.h>

namespace golive::board {
namespace {

bool is_front(const rest::HttpRequest& request) {
  return request.client == "127.0.0.1" || request.client == "::1";
}

std::string without_port(const std::string& authority) {
  const auto colon = authority.rfind(':');
  const bool bracketed = authority.ends_with(']');
  return colon == std::string::npos || bracketed ? authority : authority.substr(0, colon);
}

}  // namespace

std::string source_of(const rest::HttpRequest& request) {
  const auto forwarded = rest::header(request, "X-Forwarded-For");
  if (!is_front(request) || forwarded.empty()) return request.client;
  // The last one is the front's own word; those before it are the client's.
  auto last = forwarded.substr(forwarded.rfind(',') + 1);
  last.erase(0, last.find_first_not_of(' '));
  constexpr std::size_t longest_address = 45;
  return last.empty() || last.size() > longest_address ? request.client : last;
}

bool is_https(const rest::HttpRequest& request) {
  return is_front(request) &&
         strcasecmp(rest::header(request, "X-Forwarded-Proto").c_str(), "https") == 0;
}

bool is_same_site(const rest::HttpRequest& request) {
  const auto fetched = rest::header(request, "Sec-Fetch-Site");
  if (!fetched.empty() && fetched != "same-origin" && fetched != "none") return false;
  const auto origin = rest::header(request, "Origin");
  if (origin.empty()) return true;  // no browser of our days
  const auto scheme = origin.find("://");
  if (scheme == std::string::npos) return false;  // "null": a page that hides where it is from
  const auto from = origin.substr(scheme + 3), host = rest::header(request, "Host");
  if (from == host) return true;
  // A front may have dropped the port.
  return without_port(host) == host && without_port(from) == host;
}

}  // namespace golive::board
