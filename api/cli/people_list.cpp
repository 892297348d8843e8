#include "api/cli/people_list.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "api/cli/terminal.h"
#include "base/limits.h"
#include "core/site.h"
#include "rim/system_clock.h"

namespace golive::cli {

Result<Site> site_of(LogReader& reader) {
  Site site;
  while (true) {
    const auto records = reader.read(site_log, site.seq, limits::events_page);
    if (!records) return tl::unexpected<Error>(records.error());
    for (const Record& record : *records) {
      const auto event = site_event_from_record(record);
      if (!event) return tl::unexpected<Error>(event.error());
      apply(site, *event);
    }
    if (records->size() < limits::events_page) return site;
  }
}

namespace {

std::string_view standing_of(const Token& token, Instant now) {
  if (token.revoked) return "revoked";
  return token.expires <= now ? "expired" : "valid";
}

std::string noun_of(const Token& token) {
  if (token.purpose == TokenPurpose::acting) return "token";
  if (token.purpose == TokenPurpose::session) return "session";
  return "link to " + token.run + ",";
}

nlohmann::json people_json(const Site& site, Instant now) {
  auto users = nlohmann::json::array();
  for (const auto& [name, user] : site.users) {
    auto tokens = nlohmann::json::array();
    for (const auto& [id, token] : site.tokens)
      if (token.user == name)
        tokens.push_back({{"id", id},
                          {"purpose", text_of(token.purpose)},
                          {"expires", to_text(token.expires)},
                          {"state", standing_of(token, now)}});
    users.push_back({{"name", name},
                     {"roles", user.roles},
                     {"may_bring_code", user.may_bring_code},
                     {"tokens", std::move(tokens)}});
  }
  return {{"users", std::move(users)}};
}

std::string people_text(const Site& site, Instant now) {
  std::string text;
  for (const auto& [name, user] : site.users) {
    text += fmt::format(
        "{}{}{}{}\n", text.empty() ? "" : "\n", name,
        user.roles.empty() ? ", without a role" : fmt::format(": {}", fmt::join(user.roles, ", ")),
        user.may_bring_code ? "; may bring code" : "");
    for (const auto& [id, token] : site.tokens)
      if (token.user == name)
        text += fmt::format("  {} {}, {}, until {}\n", noun_of(token), id, standing_of(token, now),
                            to_text(token.expires).substr(0, 10));
  }
  if (text.empty()) return "Nobody yet; add somebody with: golive user add NAME --role ROLE";
  text.pop_back();
  return text;
}

}  // namespace

int list_people(const Invocation& invocation, bool as_json) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error(), as_json);
  const auto site = site_of(**reader);
  if (!site) return failed(site.error(), as_json);
  const auto now = SystemClock().now();
  return done(as_json ? people_json(*site, now).dump(2) : people_text(*site, now));
}

}  // namespace golive::cli
