#include "api/board/origin.h"

namespace golive::board {
namespace {

std::string without_port(const std::string& authority) {
  const auto colon = authority.rfind(':');
  const bool bracketed = authority.ends_with(']');
  return colon == std::string::npos || bracketed ? authority : authority.substr(0, colon);
}

}  // namespace

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
