#include "lua/channel_reader.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "lua/block_fields.h"

namespace golive {
namespace {

constexpr std::array channel_kinds{"slack", "teams", "mail", "webhook"};

std::string kind_of_channel(const Fields& fields) {
  std::string kind;
  for (const char* each : channel_kinds) {
    if (!fields.has(each)) continue;
    if (!kind.empty()) kind = "several";
    if (kind.empty()) kind = each;
  }
  if (kind.empty() || kind == "several")
    fields.refuse({}, "a channel has exactly one of slack, teams, mail and webhook",
                  "write slack = \"secret:name\", say");
  return kind;
}

// A field that only one kind of channel has.
std::string text_for(const Fields& fields, const char* field, const std::string& kind,
                     const char* its_kind) {
  if (fields.has(field) && kind != its_kind)
    fields.refuse(field, std::string(field) + " goes with " + its_kind + ", not with " + kind,
                  "remove it");
  return fields.text(field);
}

// What stands in a runbook is read by many.
std::string secret_for(const Fields& fields, const char* field, const std::string& kind,
                       const char* its_kind) {
  const std::string text = text_for(fields, field, kind, its_kind);
  if (!text.empty() && (!text.starts_with("secret:") || text == "secret:"))
    fields.refuse(field, std::string(field) + " stands in no runbook: it is a secret",
                  "write " + std::string(field) +
                      " = \"secret:name\", and secret \"name\" { from = \"env:NAME\" }");
  return text;
}

std::string server_for(const Fields& fields, const std::string& kind) {
  const std::string server = text_for(fields, "server", kind, "mail");
  if (!server.empty() && !server.starts_with("smtp://") && !server.starts_with("smtps://") &&
      !server.starts_with("${"))
    fields.refuse("server", "server is \"" + server + "\", which is no mail server",
                  "write server = \"smtp://host:587\", or \"smtps://host:465\"");
  return server;
}

std::vector<NoticeKind> read_tells(const Fields& fields) {
  std::vector<NoticeKind> kinds;
  for (const std::string& word : fields.texts("tells")) {
    if (const auto kind = parse_enum<NoticeKind>(word)) {
      kinds.push_back(*kind);
      continue;
    }
    std::vector<std::string_view> known;
    std::string all;
    for (const auto& [kind, text] : EnumText<NoticeKind>::table) {
      known.push_back(text);
      all += (all.empty() ? "" : ", ") + std::string(text);
    }
    const auto close = closest(word, known);
    fields.refuse(
        "tells", "tells names \"" + word + "\", which is nothing that is told",
        close.empty() ? "it is told of " + all : "did you mean \"" + std::string(close) + "\"?");
  }
  if (fields.has("tells") && kinds.empty())
    fields.refuse("tells", "tells is empty: nothing would be told",
                  "name what it tells, or remove the channel");
  return kinds;
}

std::optional<int> read_daily(const Fields& fields, const std::vector<NoticeKind>& tells) {
  if (!fields.has("daily")) {
    if (std::find(tells.begin(), tells.end(), NoticeKind::daily) != tells.end())
      fields.refuse("tells", "tells names \"daily\", and no time of day", "add daily = \"18:00\"");
    return std::nullopt;
  }
  const auto minute = parse_clock(fields.text("daily"));
  if (!minute) fields.refuse("daily", "daily: " + minute.error().what, minute.error().way_out);
  return *minute;
}

}  // namespace

void read_channel(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::channel), false);
  Channel channel;
  channel.id = id;
  channel.place = fields.place();
  channel.kind = kind_of_channel(fields);
  channel.target = fields.text(channel.kind.c_str());
  channel.server = server_for(fields, channel.kind);
  channel.user = text_for(fields, "user", channel.kind, "mail");
  channel.password = secret_for(fields, "password", channel.kind, "mail");
  channel.sender = text_for(fields, "sender", channel.kind, "mail");
  channel.signed_with = secret_for(fields, "signed_with", channel.kind, "webhook");
  channel.tells = read_tells(fields);
  channel.daily = read_daily(fields, channel.tells);
  plan.channels.push_back(std::move(channel));
}

}  // namespace golive
