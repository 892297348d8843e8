#include "api/rest/cookie.h"

namespace golive::rest {

std::string cookie(const HttpRequest& request, std::string_view name) {
  const std::string all = header(request, "Cookie");
  std::string_view left = all, found;
  int times = 0;
  while (!left.empty()) {
    auto pair = left.substr(0, left.find(';'));
    left.remove_prefix(std::min(left.size(), pair.size() + 1));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    found = pair.substr(equals + 1);
    ++times;
  }
  return times == 1 ? std::string(found) : std::string();
}

std::string cookie_token(const HttpRequest& request) {
  auto session = cookie(request, session_cookie);
  return session.empty() ? cookie(request, link_cookie) : session;
}

}  // namespace golive::rest
