#include "api/socket/dispatcher.h"

#include <unistd.h>
#include <memory>
#include <nlohmann/json.hpp>

#include "api/json_text.h"
#include "api/new_run.h"
#include "api/socket/answering.h"
#include "api/socket/error_json.h"
#include "api/socket/typed_text.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "core/codec.h"

namespace golive {
namespace {

// One actor's key stands for itself at one place: the same key of somebody else, or for another
// command, is another one.
Once once_of(const Request& request, const Actor& actor) {
  if (request.once.empty()) return {};
  std::string place;
  if (const auto* command = std::get_if<request::SendCommand>(&request.body))
    place = command->run + "/" + command->name;
  if (const auto* amending = std::get_if<request::AmendRun>(&request.body))
    place = amending->change.run + "/amend";
  return {sha256(actor.name + "\n" + place + "\n" + request.once), request.contents};
}

}  // namespace

// A runbook on its way through the thread pool.
struct Dispatcher::Loading {
  uv_work_t work{};
  Dispatcher* dispatcher;
  request::CreateRun request;
  Asker asker;
  AnswerLine answer;
  Result<PreparedRun> prepared = {};
};

Dispatcher::Dispatcher(uv_loop_t& loop, Engine& engine, Store& store, RealWorld& world, uid_t owner,
                       const AppendTimes& append_times, EvidenceIntake evidence,
                       std::function<int()> door_restarts)
    : loop_(loop),
      engine_(engine),
      store_(store),
      world_(world),
      owner_(owner),
      append_times_(append_times),
      evidence_(std::move(evidence)),
      door_restarts_(std::move(door_restarts)) {}

void Dispatcher::handle(const Peer& peer, const std::string& line, const AnswerLine& answer) {
  const auto request = parse_request(line);
  if (!request) return refuse(answer, request.error());
  auto asker = asker_of(peer, *request);
  if (!asker) return refuse(answer, asker.error());
  asker->once = once_of(*request, asker->actor);
  if (!asker->once.key.empty()) return handle_once(*request, *asker, answer);
  std::visit([&](const auto& body) { answer_to(body, *asker, answer); }, request->body);
}

void Dispatcher::handle_once(const Request& request, const Asker& asker, const AnswerLine& answer) {
  const auto first = engine_.answered(asker.once);
  if (!first) return refuse(answer, first.error());
  if (*first) {
    nlohmann::json fields{{"seq", (*first)->number}};
    if (!(*first)->run.empty()) fields["run"] = (*first)->run;
    return grant(answer, std::move(fields));
  }
  if (!under_way_.insert(asker.once.key).second)
    return refuse(answer, {ErrorKind::conflict,
                           "the first request with this Idempotency-Key is still being worked on",
                           "Idempotency-Key", "send it again in a moment"});
  const AnswerLine at_last = [this, key = asker.once.key, answer](const std::string& line) {
    under_way_.erase(key);
    answer(line);
  };
  std::visit([&](const auto& body) { answer_to(body, asker, at_last); }, request.body);
}

Result<Dispatcher::Asker> Dispatcher::asker_of(const Peer& peer, const Request& request) {
  // The door runs under the engine's own user: only such a peer is believed where a request came
  // from.
  const bool trusted = peer.uid == geteuid();
  const std::string from = trusted && !request.from.empty() ? request.from : "terminal";
  if (!request.token.empty()) {
    auto holder = engine_.holder(request.token);
    if (!holder) return tl::unexpected<Error>(holder.error());
    // Whoever holds a link may be told so, and nothing else.
    if (!std::holds_alternative<request::Authenticate>(request.body))
      if (const auto acts = engine_.authenticate(request.token); !acts)
        return tl::unexpected<Error>(acts.error());
    holder->actor.from = from;
    return Asker{std::move(holder->actor), false, {}, *holder->token};
  }
  // Else whoever took it over would be the data directory's owner.
  if (peer.is_door && !std::holds_alternative<request::Ping>(request.body))
    return fail(ErrorKind::unauthenticated, "the door has no right of its own", "token",
                "send the token of whoever asks");
  const bool is_owner = !peer.is_door && (peer.uid == owner_ || peer.uid == 0);
  Actor actor{peer.name, from, {}, is_owner};
  if (const auto user = engine_.site().users.find(peer.name); user != engine_.site().users.end()) {
    actor.roles = user->second.roles;
    actor.may_bring_code = is_owner || user->second.may_bring_code;
  }
  return Asker{std::move(actor), is_owner};
}

void Dispatcher::forbid(const std::string& command, const Asker& asker, const Error& why,
                        const AnswerLine& answer) {
  const auto recorded = engine_.record_refusal(command, why, asker.actor);
  refuse(answer, recorded ? why : recorded.error());
}

bool Dispatcher::may_bring(const std::string& command, const Asker& asker,
                           const AnswerLine& answer) {
  if (asker.actor.may_bring_code) return true;
  forbid(command, asker,
         {ErrorKind::forbidden,
          asker.actor.name + " may not bring code",
          {},
          "ask someone who may, or have the right added: golive user add " + asker.actor.name +
              " --may-bring-code"},
         answer);
  return false;
}

bool Dispatcher::is_absolute(const std::string& runbook, const AnswerLine& answer) {
  if (runbook.starts_with("/")) return true;
  refuse(answer, {ErrorKind::invalid, "the runbook's path is not absolute", "runbook",
                  "send the absolute path on the engine's machine"});
  return false;
}

void Dispatcher::answer_to(const request::CreateRun& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (!may_bring("create_run", asker, answer) || !is_absolute(request.runbook, answer)) return;
  auto* loading = new Loading{{}, this, request, asker, answer};
  loading->work.data = loading;
  ++loading_;
  uv_queue_work(
      &loop_, &loading->work,
      [](uv_work_t* work) {
        auto& self = *static_cast<Loading*>(work->data);
        self.prepared = prepare_run(self.request);
      },
      [](uv_work_t* work, int status) {
        const std::unique_ptr<Loading> loaded(static_cast<Loading*>(work->data));
        --loaded->dispatcher->loading_;
        if (status == 0) loaded->dispatcher->create(*loaded);
      });
}

void Dispatcher::create(const Loading& loaded) {
  if (!loaded.prepared) return refuse(loaded.answer, loaded.prepared.error());
  // The plan's text is on disk before the event that names it.
  if (const auto kept = store_.put_text(loaded.prepared->archive); !kept)
    return refuse(loaded.answer, kept.error());
  const auto run = engine_.create(loaded.prepared->run, loaded.asker.actor, loaded.asker.once);
  if (!run) return refuse(loaded.answer, run.error());
  const auto* created = engine_.find(*run);
  grant(loaded.answer, {{"run", *run}, {"seq", created ? created->seq : 0}});
}

void Dispatcher::answer_to(const request::SendCommand& request, const Asker& asker,
                           const AnswerLine& answer) {
  auto fields = parse_json_object(request.fields);
  if (!fields) return refuse(answer, fields.error());
  if (const Run* run = engine_.find(request.run))
    mask_typed_text(*fields, world_.redactor_at_hand(*run));
  auto command = command_from_json(request.name, *fields);
  if (!command) return refuse(answer, command.error());
  const Reply reply = [answer](const Result<Answer>& done) {
    if (done) return grant(answer, {{"seq", done->seq}});
    refuse(answer, done.error());
  };
  if (auto* file = std::get_if<command::AddEvidence>(&*command))
    return evidence_.take({request.run, asker.actor, std::move(*file), reply, asker.once});
  engine_.submit(request.run, asker.actor, std::move(*command), reply, asker.once);
}

void Dispatcher::answer_to(const request::Authenticate&, const Asker& asker,
                           const AnswerLine& answer) {
  nlohmann::json fields{{"name", asker.actor.name},
                        {"roles", asker.actor.roles},
                        {"may_bring_code", asker.actor.may_bring_code}};
  if (asker.token) {
    fields["purpose"] = text_of(asker.token->purpose);
    fields["expires"] = to_text(asker.token->expires);
    if (!asker.token->run.empty()) fields["reads"] = asker.token->run;
  }
  grant(answer, std::move(fields));
}

void Dispatcher::answer_to(const request::SignIn&, const Asker& asker, const AnswerLine& answer) {
  if (!asker.token)
    return refuse(answer, {ErrorKind::unauthenticated, "a session is given for a token", "token"});
  const auto session = engine_.sign_in(*asker.token, asker.actor);
  if (!session) return refuse(answer, session.error());
  grant(answer, {{"session", *session}, {"name", asker.actor.name}});
}

void Dispatcher::answer_to(const request::SignOut&, const Asker& asker, const AnswerLine& answer) {
  if (!asker.token || asker.token->purpose != TokenPurpose::session)
    return refuse(answer, {ErrorKind::conflict, "this is no session", "token",
                           "revoke a token by `golive user revoke`"});
  if (const auto done = engine_.revoke_tokens(asker.token->id, asker.actor); !done)
    return refuse(answer, done.error());
  grant(answer, nlohmann::json::object());
}

void Dispatcher::answer_to(const request::Share& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (request.days < 0 || request.days > limits::link_days)
    return refuse(answer, {ErrorKind::invalid,
                           "a link lasts from 0 to " + std::to_string(limits::link_days) + " days",
                           "days",
                           {}});
  const auto link = engine_.share(request.run, std::chrono::days(request.days), asker.actor);
  if (!link) return refuse(answer, link.error());
  grant(answer, {{"link", *link}});
}

void Dispatcher::answer_to(const request::AddUser& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (!asker.is_owner)
    return forbid("add_user", asker,
                  {ErrorKind::forbidden,
                   "only the data directory's owner adds users",
                   {},
                   "use `golive user add` as the user who owns it"},
                  answer);
  constexpr int longest_days = 3650;
  if (request.days < 0 || request.days > longest_days)
    return refuse(answer, {ErrorKind::invalid, "a token lasts from 0 to 3650 days", "days", {}});
  const auto token = engine_.add_user({request.name, request.roles, request.may_bring_code},
                                      std::chrono::days(request.days), asker.actor);
  if (!token) return refuse(answer, token.error());
  grant(answer, {{"token", *token}});
}

void Dispatcher::answer_to(const request::RevokeTokens& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (!asker.is_owner)
    return forbid("revoke_tokens", asker,
                  {ErrorKind::forbidden,
                   "only the data directory's owner revokes tokens",
                   {},
                   "use `golive user revoke` as the user who owns it"},
                  answer);
  if (const auto done = engine_.revoke_tokens(request.of, asker.actor); !done)
    return refuse(answer, done.error());
  grant(answer, nlohmann::json::object());
}

void Dispatcher::answer_to(const request::RetryNotice& request, const Asker& asker,
                           const AnswerLine& answer) {
  if (!asker.is_owner)
    return forbid("retry_notice", asker,
                  {ErrorKind::forbidden,
                   "only the data directory's owner sends notices again",
                   {},
                   "use `golive notices retry` as the user who owns it"},
                  answer);
  if (const auto done = engine_.retry_notice(request.id, asker.actor); !done)
    return refuse(answer, done.error());
  grant(answer, nlohmann::json::object());
}

void Dispatcher::answer_to(const request::Upload& request, const Asker& asker,
                           const AnswerLine& answer) {
  const auto bytes = evidence_.add_part(asker.actor, request.upload, request.at, request.content);
  if (!bytes) return refuse(answer, bytes.error());
  grant(answer, {{"bytes", *bytes}});
}

void Dispatcher::answer_to(const request::Ping&, const Asker&, const AnswerLine& answer) {
  nlohmann::json fields{{"version", GOLIVE_VERSION},
                        {"pid", getpid()},
                        {"runs", engine_.runs().size()},
                        {"door_restarts", door_restarts_()},
                        {"appends", append_times_.to_json()}};
  if (const auto& error = engine_.storage_error()) fields["storage"] = error_to_json(*error);
  grant(answer, std::move(fields));
}

}  // namespace golive
