#include "rim/parcel.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace golive {
namespace {

using nlohmann::json;

constexpr std::size_t slack_header_chars = 140;     // Slack takes 150 in a header block
constexpr std::size_t slack_section_bytes = 2'900;  // and 3,000 in a section
constexpr std::size_t teams_text_bytes = 20'000;    // Teams takes 28 KB in all

// https://api.slack.com/reference/surfaces/formatting#escaping
std::string slack_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else
      escaped += c;
  }
  return escaped;
}

// Cut after it was escaped, and never within "&amp;".
std::string slack_section(std::string_view text) {
  std::string escaped = slack_text(text);
  if (escaped.size() <= slack_section_bytes) return escaped;
  escaped = std::string(cut_utf8(escaped, slack_section_bytes));
  const auto last = escaped.rfind('&');
  if (last != std::string::npos && escaped.find(';', last) == std::string::npos)
    escaped.resize(last);
  return escaped + "…";
}

std::string cut(std::string_view text, std::size_t bytes) {
  const auto kept = cut_utf8(text, bytes);
  return std::string(kept) + (kept.size() < text.size() ? "…" : "");
}

Parcel json_parcel(const Letter& letter, const std::string& url, const json& body) {
  return {.url = url,
          .headers = {"Content-Type: application/json", "Golive-Notice: " + header_id(letter.id)},
          .body = canonical(body)};
}

json teams_line(const std::string& text, bool is_title) {
  json run{{"type", "TextRun"}, {"text", text}};
  if (is_title) run.update({{"weight", "Bolder"}, {"size", "Medium"}});
  return {{"type", "RichTextBlock"}, {"inlines", {run}}};
}

}  // namespace

std::string header_id(std::string_view id) {
  std::string plain(id);
  for (char& c : plain)
    if (c <= 0x20 || c >= 0x7F) c = '?';
  return plain;
}

Parcel slack_parcel(const Letter& letter, const std::string& url) {
  json blocks{{{"type", "header"},
               {"text",
                {{"type", "plain_text"},
                 {"text", cut(letter.title, slack_header_chars)},
                 {"emoji", false}}}}};
  if (!letter.text.empty())
    blocks.push_back(
        {{"type", "section"},
         {"text", {{"type", "mrkdwn"}, {"text", slack_section(letter.text)}, {"verbatim", true}}}});
  return json_parcel(letter, url, {{"text", slack_text(letter.title)}, {"blocks", blocks}});
}

Parcel teams_parcel(const Letter& letter, const std::string& url) {
  auto lines = json::array({teams_line(letter.title, true)});
  std::string_view rest = std::string_view(letter.text).substr(0, teams_text_bytes);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (end > 0) lines.push_back(teams_line(to_utf8(rest.substr(0, end)), false));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const json card{{"$schema", "http://adaptivecards.io/schemas/adaptive-card.json"},
                  {"type", "AdaptiveCard"},
                  {"version", "1.4"},
                  {"body", std::move(lines)}};
  return json_parcel(letter, url,
                     {{"type", "message"},
                      {"attachments",
                       {{{"contentType", "application/vnd.microsoft.card.adaptive"},
                         {"contentUrl", nullptr},
                         {"content", card}}}}});
}

Parcel webhook_parcel(const Letter& letter, const std::string& url, const json& body,
                      const std::string& key) {
  Parcel parcel = json_parcel(letter, url, body);
  if (key.empty()) return parcel;
  const auto seconds =
      std::chrono::floor<std::chrono::seconds>(letter.at).time_since_epoch().count();
  parcel.headers.push_back(
      fmt::format("Golive-Signature: t={},v1={}", seconds,
                  hmac_sha256(key, fmt::format("{}.{}", seconds, parcel.body))));
  return parcel;
}

bool is_on_this_machine(std::string_view url) {
  const auto start = url.find("://");
  if (start == std::string_view::npos) return false;
  auto host = url.substr(start + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const auto at = host.rfind('@'); at != std::string_view::npos) host = host.substr(at + 1);
  if (host.starts_with("[::1]")) return host == "[::1]" || host.starts_with("[::1]:");
  host = host.substr(0, host.find(':'));
  if (host == "localhost") return true;
  return host.starts_with("127.") &&
         host.find_first_not_of("0123456789.") == std::string_view::npos;
}

}  // namespace golive
