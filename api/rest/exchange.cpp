#include "api/rest/exchange.h"

#include <strings.h>
#include <algorithm>
#include <cctype>

#include "base/sha256.h"

namespace golive::rest {
namespace {

constexpr std::size_t id_bytes = 64;       // what its maker needs to find it again
constexpr std::size_t address_bytes = 45;  // the longest IPv6 address

bool is_loopback(const std::string& peer) {
  return peer.starts_with("127.") || peer == "::1" || peer.starts_with("::ffff:127.");
}

bool is_all(const std::string& text, std::size_t limit, bool (*good)(unsigned char)) {
  return !text.empty() && text.size() <= limit && std::all_of(text.begin(), text.end(), good);
}

}  // namespace

std::string header(const HttpRequest& request, const std::string& name) {
  for (const auto& [known, value] : request.headers)
    if (strcasecmp(known.c_str(), name.c_str()) == 0) return value;
  return {};
}

bool has_header(const HttpRequest& request, const std::string& name) {
  return std::any_of(request.headers.begin(), request.headers.end(), [&](const auto& each) {
    return strcasecmp(each.first.c_str(), name.c_str()) == 0;
  });
}

std::string source_of(const HttpRequest& request, const std::string& peer) {
  auto told = header(request, "X-Real-IP");
  const auto of_address = [](unsigned char c) { return std::isxdigit(c) || c == '.' || c == ':'; };
  return is_loopback(peer) && is_all(told, address_bytes, of_address) ? told : peer;
}

bool is_https(const HttpRequest& request, const std::string& peer) {
  return is_loopback(peer) &&
         strcasecmp(header(request, "X-Forwarded-Proto").c_str(), "https") == 0;
}

std::string id_of(const HttpRequest& request) {
  auto given = header(request, "X-Request-Id");
  const auto of_id = [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) || c == '.' || c == '_' || c == '-');
  };
  return is_all(given, id_bytes, of_id) ? given : random_token().substr(0, 16);
}

void add_id(const HttpRequest& request, HttpResponse& response) {
  response.headers.emplace_back("X-Request-Id", request.id);
  if (response.content_type != "application/problem+json") return;
  const auto end = response.body.rfind('}');
  if (end != std::string::npos) response.body.insert(end, ",\"request_id\":\"" + request.id + "\"");
}

}  // namespace golive::rest
