#include "api/board/form.h"

#include <algorithm>

#include "api/rest/target.h"
#include "base/sha256.h"

namespace golive::board {
namespace {

std::optional<std::string> decoded(std::string_view raw) {
  std::string spaced(raw);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  auto text = rest::url_decode(spaced);
  // Browsers end the lines of a text by CR LF.
  if (text) std::erase(*text, '\r');
  return text;
}

}  // namespace

std::optional<Form> parse_form(std::string_view body) {
  Form form;
  while (!body.empty()) {
    const auto pair = body.substr(0, body.find('&'));
    body.remove_prefix(std::min(body.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    const auto name = decoded(pair.substr(0, equals));
    const auto value = decoded(pair.substr(std::min(pair.size(), equals + 1)));
    if (!name || !value || !form.emplace(*name, *value).second) return std::nullopt;
  }
  return form;
}

std::string field(const Form& form, const std::string& name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

std::string form_token(const std::string& session) {
  return hmac_sha256(session, "golive board form");
}

bool is_form_token(const std::string& given, const std::string& session) {
  return equal_constant_time(given, form_token(session));
}

}  // namespace golive::board
