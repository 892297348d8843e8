#include "api/board/form.h"

#include <algorithm>

#include "api/rest/target.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"

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

// A form of ours has a few fields, and the files of a whole runbook at most.
constexpr std::size_t most_parts = limits::runbook_files + 10, most_head = 4'000;

bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

// The text in quotes after `name`, in UTF-8. Browsers write a quote in it as %22.
std::optional<std::string> quoted(std::string_view head, std::string_view name) {
  const auto at = head.find(std::string(name) + '"');
  if (at == std::string_view::npos) return std::nullopt;
  head.remove_prefix(at + name.size() + 1);
  const auto end = head.find('"');
  if (end == std::string_view::npos || !is_utf8(head.substr(0, end))) return std::nullopt;
  return std::string(head.substr(0, end));
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

std::optional<Form> parse_multipart(std::string_view body, std::string_view boundary) {
  const auto border = "--" + std::string(boundary), next_border = "\r\n" + border;
  if (boundary.empty() || !take(body, border)) return std::nullopt;
  for (Form form; form.size() < 2 * most_parts;) {
    if (body.starts_with("--")) return form;
    const auto head_end = body.find("\r\n\r\n");
    if (!take(body, "\r\n") || head_end == 0 || head_end > most_head) return std::nullopt;
    const auto head = body.substr(0, head_end - 2);
    body.remove_prefix(head.size() + 4);
    const auto end = body.find(next_border);
    const auto name = quoted(head, " name="), file = quoted(head, " filename=");
    if (end == std::string_view::npos || !name) return std::nullopt;
    const std::string content(body.substr(0, end));
    if (!file && (!is_utf8(content) || content.find('\0') != std::string::npos))
      return std::nullopt;
    auto key = *name;
    for (int number = 2; file && form.contains(key); ++number)
      key = *name + "." + std::to_string(number);
    if (!form.emplace(key, content).second) return std::nullopt;
    if (file && !form.emplace(key + ".name", *file).second) return std::nullopt;
    body.remove_prefix(end + next_border.size());
  }
  return std::nullopt;
}

std::optional<Form> form_of(const rest::HttpRequest& request) {
  const auto type = rest::header(request, "Content-Type");
  constexpr std::string_view multipart = "multipart/form-data;", named = "boundary=";
  if (!type.starts_with(multipart)) return parse_form(request.body);
  const auto at = type.find(named);
  if (at == std::string::npos) return std::nullopt;
  auto boundary = std::string_view(type).substr(at + named.size());
  if (boundary.size() > 2 && boundary.starts_with('"') && boundary.ends_with('"'))
    boundary = boundary.substr(1, boundary.size() - 2);
  return parse_multipart(request.body, boundary);
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
