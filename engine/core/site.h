// Site: what belongs to no run: people and their tokens, and the
// notices that are to be sent. A fold of the site log.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "core/chain.h"
#include "core/command.h"
#include "core/outbox.h"

namespace golive {

namespace site_event {
struct UserAdded {
  std::string name;
  std::vector<std::string> roles;
  bool may_bring_code = false;
};
struct TokenIssued {
  std::string user, token_id, token_hash;
  Instant expires{};
};  // hash: SHA-256 hex
struct TokenRevoked {
  std::string token_id;
};
// What someone may not do, where there is no run yet whose log could tell of it.
struct CommandRefused {
  std::string command, reason;
};
}  // namespace site_event
using SiteEventBody =
    std::variant<site_event::UserAdded, site_event::TokenIssued, site_event::TokenRevoked,
                 site_event::CommandRefused, site_event::NoticeDue, site_event::NoticeSent,
                 site_event::NoticeFailed, site_event::NoticeGivenUp, site_event::NoticeRetried>;
struct SiteEvent {
  std::uint64_t seq = 0;
  Instant at{};
  std::string actor;
  std::string from;  // "terminal", or "rest <peer>"
  SiteEventBody body;
};

struct User {
  std::string name;
  std::vector<std::string> roles;
  bool may_bring_code = false;
};
struct Token {
  std::string id, user, hash;
  Instant expires{};
  bool revoked = false;
};

struct Site {
  std::uint64_t seq = 0;
  std::map<std::string, User> users;
  std::map<std::string, Token> tokens;  // by id
  Outbox outbox = {};
};

void apply(Site& site, const SiteEvent& event);
Record to_record(const SiteEvent& event);  // without hash
Result<SiteEvent> site_event_from_record(const Record& record);

// A token is "<id>.<secret>": the id finds it, the secret's hash is compared in constant time.
// Wrong, expired and revoked tokens are ErrorKind::unauthenticated and do not say which.
Result<Actor> authenticate(const Site& site, const std::string& token, Instant now);
// Valid: 1..limits::name_bytes, letters, digits, . _ - @, no leading punctuation.
Result<void> check_name(const std::string& name);

}  // namespace golive
