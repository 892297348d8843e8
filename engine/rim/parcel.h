// Parcel: a notice as it goes out, for one target: an HTTP request with a JSON body, or a mail.
// Pure functions of what they are given.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace golive {

struct Parcel {
  std::string url;
  std::vector<std::string> headers = {};  // of HTTP: "Name: value"
  std::string body = {};
  // mail
  std::string sender = {};
  std::vector<std::string> recipients = {};
  std::string user = {}, password = {};
};

// What it says.
struct Letter {
  std::string id;  // of the notice
  std::string title, text;
  Instant at{};  // now
};

// Incoming webhooks; nothing that people wrote is markup, a link or a mention there.
Parcel slack_parcel(const Letter& letter, const std::string& url);
Parcel teams_parcel(const Letter& letter, const std::string& url);
// `body` as JSON; with a `key` signed: Golive-Signature: t=<seconds since 1970>,v1=<HMAC-SHA256 of
// "<t>.<body>", in hex>.
Parcel webhook_parcel(const Letter& letter, const std::string& url, const nlohmann::json& body,
                      const std::string& key);

struct MailRoute {
  std::string server, user, password, sender, recipients;  // these with commas between them
};
// A text in UTF-8, with the notice's id as its Message-ID. Refused: what is no address.
Result<Parcel> mail_parcel(const Letter& letter, const MailRoute& route);

// The notice's id as it may stand in a header.
std::string header_id(std::string_view id);
// Whether the host of a URL is this machine by its name or address.
bool is_on_this_machine(std::string_view url);

}  // namespace golive
