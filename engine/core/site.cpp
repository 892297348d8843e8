#include "core/site.h"

#include <algorithm>

#include "base/limits.h"
#include "base/sha256.h"
#include "core/json_reader.h"
#include "core/outbox_fields.h"

namespace golive {

template <>
struct Fields<site_event::UserAdded> {
  using E = site_event::UserAdded;
  static constexpr std::string_view kind = "user_added";
  static constexpr auto rows(auto&& read) {
    return read(need("name", &E::name), need("roles", &E::roles),
                need("may_bring_code", &E::may_bring_code));
  }
};
template <>
struct Fields<site_event::TokenIssued> {
  using E = site_event::TokenIssued;
  static constexpr std::string_view kind = "token_issued";
  static constexpr auto rows(auto&& read) {
    return read(need("user", &E::user), need("token_id", &E::token_id),
                need("token_hash", &E::token_hash), need("expires", &E::expires),
                may("purpose", &E::purpose), may("exchanged", &E::exchanged), may("run", &E::run));
  }
};
template <>
struct Fields<site_event::TokenRevoked> {
  static constexpr std::string_view kind = "token_revoked";
  static constexpr auto rows(auto&& read) {
    return read(need("token_id", &site_event::TokenRevoked::token_id));
  }
};
template <>
struct Fields<site_event::CommandRefused> {
  using E = site_event::CommandRefused;
  static constexpr std::string_view kind = "command_refused";
  static constexpr auto rows(auto&& read) {
    return read(need("command", &E::command), need("reason", &E::reason));
  }
};
template <>
struct Fields<site_event::AnswerGiven> {
  using E = site_event::AnswerGiven;
  static constexpr std::string_view kind = "answer_given";
  static constexpr auto rows(auto&& read) {
    return read(need("key", &E::key), need("request", &E::request), need("run", &E::run),
                need("number", &E::number));
  }
};
template <>
struct Fields<site_event::AuditKeyUsed> {
  using E = site_event::AuditKeyUsed;
  static constexpr std::string_view kind = "audit_key_used";
  static constexpr auto rows(auto&& read) {
    return read(need("key", &E::key), need("former", &E::former),
                need("vouched_for", &E::vouched_for));
  }
};

namespace {

void apply_body(Site& site, const site_event::UserAdded& added) {
  site.users[added.name] = {added.name, added.roles, added.may_bring_code};
}
void apply_body(Site& site, const site_event::TokenIssued& issued) {
  site.tokens[issued.token_id] = {issued.token_id,  issued.user, issued.token_hash,
                                  issued.expires,   false,       issued.purpose,
                                  issued.exchanged, issued.run};
}
void apply_body(Site& site, const site_event::TokenRevoked& revoked) {
  // What was given in exchange for it ends with it.
  for (auto& [id, token] : site.tokens)
    if (id == revoked.token_id || token.exchanged == revoked.token_id) token.revoked = true;
}
void apply_body(Site&, const site_event::CommandRefused&) {}
void apply_body(Site&, const site_event::AnswerGiven&) {}
void apply_body(Site& site, const site_event::AuditKeyUsed& used) { site.audit_key = used.key; }

void remember(Site& site, const site_event::AnswerGiven& given, Instant at) {
  while (!site.answered.empty()) {
    const auto oldest = site.answers.find(site.answered.front());
    // One that was given anew, after its time, stands further back, too.
    if (oldest != site.answers.end() && at - oldest->second.at < limits::once_kept) break;
    if (oldest != site.answers.end()) site.answers.erase(oldest);
    site.answered.pop_front();
  }
  site.answers[given.key] = {given.request, given.run, given.number, at};
  site.answered.push_back(given.key);
}

template <class Body>
void apply_one(Site& site, const Body& body, Instant at) {
  if constexpr (is_of_outbox<Body>)
    apply(site.outbox, body, at);
  else
    apply_body(site, body);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

void apply(Site& site, const SiteEvent& event) {
  site.seq = event.seq;
  std::visit([&](const auto& body) { apply_one(site, body, event.at); }, event.body);
  if (const auto* given = std::get_if<site_event::AnswerGiven>(&event.body))
    remember(site, *given, event.at);
}

Record to_record(const SiteEvent& event) {
  const auto json =
      std::visit([](const auto& body) { return JsonWriter().write(body); }, event.body);
  return {.seq = event.seq,
          .at = event.at,
          .kind = std::string(kind_text(event.body)),
          .actor = event.actor,
          .from = event.from,
          .body = canonical(json),
          .hash = {}};
}

Result<SiteEvent> site_event_from_record(const Record& record) {
  auto body = read_body<SiteEventBody>(record);
  if (!body) return tl::unexpected<Error>(body.error());
  SiteEvent event{record.seq, record.at, record.actor, record.from, {}};
  event.body = std::move(*body);
  return event;
}

Result<Holder> holder_of(const Site& site, const std::string& token, Instant now) {
  const auto refusal = fail(ErrorKind::unauthenticated, "the token is not valid", {},
                            "ask for a new one: golive user add NAME");
  // An unknown id is compared too, with a hash that nothing has: it takes the same time.
  static constexpr std::string_view nothing =
      "0000000000000000000000000000000000000000000000000000000000000000";
  const auto dot = token.find('.');
  const auto id = token.substr(0, dot);
  const auto secret = dot == std::string::npos ? std::string() : token.substr(dot + 1);
  const auto known = site.tokens.find(id);
  const bool found = known != site.tokens.end();
  const bool equal =
      equal_constant_time(sha256(secret), found ? std::string_view(known->second.hash) : nothing);
  if (!found || !equal || known->second.revoked || known->second.expires <= now) return refusal;
  const Token* held = &known->second;
  if (held->purpose == TokenPurpose::link) return Holder{Actor{"link of " + held->user, {}}, held};
  const auto user = site.users.find(held->user);
  if (user == site.users.end()) return refusal;
  return Holder{{user->second.name, {}, user->second.roles, user->second.may_bring_code}, held};
}

Result<Actor> authenticate(const Site& site, const std::string& token, Instant now) {
  auto holder = holder_of(site, token, now);
  if (!holder) return tl::unexpected<Error>(holder.error());
  if (holder->token->purpose == TokenPurpose::link)
    return fail(ErrorKind::forbidden, "a link only shows the run " + holder->token->run, {},
                "use a token of your own: golive user add NAME");
  return std::move(holder->actor);
}

Result<std::optional<GivenAnswer>> first_answer(const Site& site, const Once& once, Instant now) {
  const auto given = site.answers.find(once.key);
  if (given == site.answers.end() || now - given->second.at >= limits::once_kept)
    return std::nullopt;
  if (given->second.request == once.request) return given->second;
  return fail(ErrorKind::reused, "this Idempotency-Key stood for another request",
              "Idempotency-Key", "send a new key with each new request, and the same only again");
}

Result<void> check_name(const std::string& name) {
  const auto allowed = [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-' || c == '@';
  };
  if (name == "engine")
    return fail(ErrorKind::invalid, "\"engine\" is how the log calls what golive does by itself",
                "name", "choose another name");
  if (!name.empty() && name.size() <= limits::name_bytes && is_letter_or_digit(name.front()) &&
      std::all_of(name.begin(), name.end(), allowed))
    return {};
  return fail(ErrorKind::invalid,
              "a name has 1 to " + std::to_string(limits::name_bytes) +
                  " letters, digits and . _ - @, and begins with a letter or digit",
              "name");
}

}  // namespace golive
