// Site: what belongs to no run: people and their tokens, and the
// notices that are to be sent. A fold of the site log.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/chain.h"
#include "core/command.h"
#include "core/outbox.h"

namespace golive {

// What a token is good for: all that its user may; the same, from a browser, in exchange for a
// token and not beyond it; reading one run.
enum class TokenPurpose { acting, session, link };
template <>
struct EnumText<TokenPurpose> {
  static constexpr EnumTable<TokenPurpose, 3> table{{{TokenPurpose::acting, "acting"},
                                                     {TokenPurpose::session, "session"},
                                                     {TokenPurpose::link, "link"}}};
};

namespace site_event {
struct UserAdded {
  std::string name;
  std::vector<std::string> roles;
  bool may_bring_code = false;
};
struct TokenIssued {
  std::string user, token_id, token_hash;
  Instant expires{};
  TokenPurpose purpose = TokenPurpose::acting;
  std::string exchanged = {};  // session: the id of the token that it was given for
  std::string run = {};        // link: the one it reads
};                             // hash: SHA-256 hex
struct TokenRevoked {
  std::string token_id;
};
// What someone may not do, where there is no run yet whose log could tell of it.
struct CommandRefused {
  std::string command, reason;
};
// The answer to a request that is done once however often it comes. In one append with what it did.
struct AnswerGiven {
  std::string key, request;  // digests, see Once
  std::string run;           // that it made; empty if it made none
  std::uint64_t number = 0;  // the seq that it told
};
// By which key heads are signed from now on (core/head.h).
struct AuditKeyUsed {
  std::string key;               // the public half, hex
  std::string former = {};       // the one before; empty: it is the first
  std::string vouched_for = {};  // the former's signature on it; empty: that was not at hand
};
}  // namespace site_event
using SiteEventBody =
    std::variant<site_event::UserAdded, site_event::TokenIssued, site_event::TokenRevoked,
                 site_event::CommandRefused, site_event::NoticeDue, site_event::NoticeSent,
                 site_event::NoticeFailed, site_event::NoticeGivenUp, site_event::NoticeRetried,
                 site_event::AnswerGiven, site_event::AuditKeyUsed>;
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
  TokenPurpose purpose = TokenPurpose::acting;
  std::string exchanged = {}, run = {};
};

// What a client does once, however often it has to ask: digests of who asks for what by which key,
// and of all that is asked. An empty key: it is done as often as it is asked.
struct Once {
  std::string key, request;
};
struct GivenAnswer {
  std::string request, run;
  std::uint64_t number = 0;
  Instant at{};
};

struct Site {
  std::uint64_t seq = 0;
  std::map<std::string, User> users;
  std::map<std::string, Token> tokens;              // by id
  std::map<std::string, GivenAnswer> answers = {};  // by key, of the last limits::once_kept
  std::deque<std::string> answered = {};            // their keys, oldest first
  Outbox outbox = {};
  std::string audit_key = {};  // that heads are signed by; empty: none ever was
};

void apply(Site& site, const SiteEvent& event);
Record to_record(const SiteEvent& event);  // without hash
Result<SiteEvent> site_event_from_record(const Record& record);

// Who comes with a token: of a link somebody without a role. Points into the site.
struct Holder {
  Actor actor;
  const Token* token = nullptr;
};
// A token is "<id>.<secret>": the id finds it, the secret's hash is compared in constant time.
// Wrong, expired and revoked tokens are ErrorKind::unauthenticated and do not say which.
Result<Holder> holder_of(const Site& site, const std::string& token, Instant now);
// As above, for who wants to act: a link is ErrorKind::forbidden.
Result<Actor> authenticate(const Site& site, const std::string& token, Instant now);
// The first answer, if it was given within limits::once_kept. ErrorKind::reused if the key stood
// for another request.
Result<std::optional<GivenAnswer>> first_answer(const Site& site, const Once& once, Instant now);
// Valid: 1..limits::name_bytes, letters, digits, . _ - @, no leading punctuation.
Result<void> check_name(const std::string& name);

}  // namespace golive
