#include "loop/engine.h"

#include <algorithm>

#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "core/codec.h"
#include "core/no_return.h"
#include "core/parameters.h"

namespace golive {
namespace {

bool comes_of_body(const CommandBody& body) {
  return std::holds_alternative<command::RequestEffect>(body) ||
         std::holds_alternative<command::FinishBody>(body) ||
         std::holds_alternative<command::BodyDiverged>(body);
}

}  // namespace

Engine::Engine(Store& store, Clock& clock) : store_(store), clock_(clock), now_(clock.now()) {}
Engine::~Engine() = default;

void Engine::use(BodyHost& bodies, World& world) {
  bodies_ = &bodies;
  world_ = &world;
}

Engine::Entry& Engine::add(const RunId& id, Entry entry) {
  Entry& added = entries_.emplace(id, std::move(entry)).first->second;
  added.number = order_.size();
  order_.push_back(&added);
  return added;
}

void Engine::enlist(Entry& entry) {
  const Run& run = entry.run;
  if (run.mode == Mode::rehearsal) rehearsals_[run.plan->id].push_back(&run);
  if (goes_by_undos(run)) by_undos_[run.plan->id].push_back(&entry);
}

std::vector<RunId> Engine::past() const {
  std::vector<RunId> ids;
  for (const Entry* entry : order_)
    if (entry->past) ids.push_back(entry->run.id);
  return ids;
}

std::vector<RunId> Engine::runs() const {
  std::vector<RunId> ids;
  for (const Entry* entry : order_) ids.push_back(entry->run.id);
  return ids;
}

Result<RunId> Engine::create(const NewRun& run, const Actor& actor, const Once& once) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  if (auto good = check_new(run, actor); !good) return tl::unexpected(good.error());
  now_ = clock_.now();
  auto parameters = run.parameters;  // those given stand before the environment's
  parameters.merge(std::map(find_environment(*run.plan, run.environment)->parameters));
  auto filled = with_parameters(*run.plan, parameters);
  if (!filled) return tl::unexpected(filled.error());
  const auto plan = std::make_shared<const Plan>(*std::move(filled));
  const RunId id = unused_id(run);
  const std::uint64_t seed =
      run.seed ? *run.seed : std::stoull(random_token().substr(0, 12), nullptr, 16);
  event::RunCreated created{
      id,       plan, run.timeline, run.folder, run.environment, std::move(parameters),
      run.mode, seed, run.drill};
  shelf_.share(created);
  Entry& entry = add(id, {});
  record(entry, actor, std::move(created));
  enlist(entry);
  record(entry, actor, event::RunStarted{});
  tell_undos(entry, run.measured);
  settle(entry);
  if (!once.key.empty())
    append_site(site_event::AnswerGiven{once.key, once.request, id, entry.run.seq}, actor);
  if (!commit()) return tl::unexpected(*storage_error_);
  return id;
}

Result<void> Engine::check_new(const NewRun& run, const Actor& actor) const {
  if (!actor.may_bring_code)
    return fail(ErrorKind::forbidden, actor.name + " may not bring a runbook", {},
                "golive user add " + actor.name + " --may-bring-code");
  if (auto runnable = check_runnable(*run.plan); !runnable) return runnable;
  const Environment* environment = find_environment(*run.plan, run.environment);
  if (!environment) {
    std::string known;
    for (const Environment& each : run.plan->environments)
      known += (known.empty() ? "" : ", ") + each.id;
    return fail(ErrorKind::invalid, "the plan has no environment \"" + run.environment + "\"",
                "environment", known.empty() ? "add one to the plan" : "it has " + known);
  }
  for (const auto& [name, value] : run.parameters) {
    if (environment->parameters.contains(name)) continue;
    std::vector<std::string_view> known;
    for (const auto& each : environment->parameters) known.push_back(each.first);
    const auto close = closest(name, known);
    return fail(ErrorKind::invalid,
                "the environment \"" + environment->id + "\" has no parameter \"" + name + "\"",
                "parameters", close.empty() ? "" : "did you mean \"" + std::string(close) + "\"?");
  }
  if (run.mode == Mode::live && !environment->live)
    return fail(ErrorKind::conflict, "\"" + run.environment + "\" is not marked live",
                "environment", "rehearse in it, or run live in an environment with live = true");
  if (run.mode == Mode::live && run.timeline->j < to_local(run.timeline->zone, clock_.now()).date)
    return fail(ErrorKind::invalid, "J = " + to_text(run.timeline->j) + " is in the past", "j",
                "a live run is for today or a day to come; a rehearsal takes any day");
  if (run.mode != Mode::rehearsal && is_drill(run.drill))
    return fail(ErrorKind::invalid, "a " + std::string(text_of(run.mode)) + " run is no drill",
                "mode", "rehearse it: what is made to go wrong is for rehearsals");
  if (run.mode == Mode::rehearsal && environment->live)
    return fail(ErrorKind::conflict,
                "\"" + run.environment + "\" is live: nothing is rehearsed there", "environment",
                "choose another environment, or --mode live");
  return {};
}

RunId Engine::unused_id(const NewRun& run) {
  const std::string stem =
      run.plan->id + "-" + run.environment + "-" + to_text(run.timeline->j) + "-";
  int& number = numbers_[stem];
  while (entries_.contains(stem + std::to_string(++number))) {
  }
  return stem + std::to_string(number);
}

void Engine::submit(const RunId& run, const Actor& actor, CommandBody body, Reply reply,
                    Once once) {
  if (inbox_.size() >= limits::inbox_commands) {
    reply(
        fail(ErrorKind::unavailable, "the engine has too much to do", {}, "try again in a moment"));
    return;
  }
  inbox_.push_back({run, actor, std::move(body), std::move(reply), std::move(once)});
}

void Engine::post(const RunId& run, CommandBody body) {
  (comes_of_body(body) ? follow_ups_ : inbox_)
      .push_back({run, engine_actor, std::move(body), {}, {}});
}

std::optional<Instant> Engine::next_deadline() const {
  if (storage_error_) return std::nullopt;
  std::optional<Instant> next;
  if (!deadlines_.empty()) next = deadlines_.begin()->first;
  if (const auto notice = notices_.next(); sender_ != nullptr && notice)
    next = next ? std::min(*next, *notice) : *notice;
  return next;
}

const Run* Engine::find(const RunId& run) {
  const auto found = entries_.find(run);
  if (found == entries_.end() || !remember(found->second)) return nullptr;
  return &found->second.run;
}

bool Engine::all_over() const {
  return std::all_of(order_.begin(), order_.end(),
                     [](const Entry* entry) { return entry->past || is_final(entry->run); });
}

void Engine::stop_acting(Error why) {
  if (!storage_error_) storage_error_ = std::move(why);
}

void Engine::append_site(SiteEventBody body, const Actor& by) {
  const SiteEvent event{site_.seq + 1, clock_.now(), by.name, by.from, std::move(body)};
  batch_.add(batch_.log(site_log), to_record(event));
  apply(site_, event);
}

Result<void> Engine::record_site(SiteEventBody body, const Actor& by) {
  append_site(std::move(body), by);
  if (!commit()) return tl::unexpected(*storage_error_);
  return {};
}

Result<std::string> Engine::add_user(const site_event::UserAdded& user, Duration token_lifetime,
                                     const Actor& by) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  if (auto good = check_name(user.name); !good) return tl::unexpected(good.error());
  for (const auto& role : user.roles)
    if (role.empty() || !is_utf8(role) || has_control(role))
      return fail(ErrorKind::invalid, "a role is a plain text in UTF-8", "roles");
  if (auto done = record_site(user, by); !done) return tl::unexpected(done.error());
  return issue({user.name, {}, {}, clock_.now() + token_lifetime}, by);
}

Result<std::string> Engine::issue(site_event::TokenIssued token, const Actor& by) {
  const std::string id = random_token().substr(0, 12);
  const std::string secret = random_token();
  token.token_id = id;
  token.token_hash = sha256(secret);
  if (auto done = record_site(std::move(token), by); !done) return tl::unexpected(done.error());
  return id + "." + secret;
}

Result<std::string> Engine::sign_in(const Token& token, const Actor& by) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  if (token.purpose != TokenPurpose::acting)
    return fail(ErrorKind::forbidden, "a session is given for a token, not for another session", {},
                "use what `golive user add` has printed");
  site_event::TokenIssued session{token.user,
                                  {},
                                  {},
                                  std::min(token.expires, clock_.now() + limits::session_lifetime),
                                  TokenPurpose::session,
                                  token.id};
  std::vector<const Token*> open;
  for (const auto& [id, known] : site_.tokens)
    if (known.user == token.user && known.purpose == TokenPurpose::session && !known.revoked &&
        known.expires > clock_.now())
      open.push_back(&known);
  if (open.size() >= limits::sessions) {
    const auto* oldest = *std::min_element(
        open.begin(), open.end(), [](auto* a, auto* b) { return a->expires < b->expires; });
    if (auto done = record_site(site_event::TokenRevoked{oldest->id}, by); !done)
      return tl::unexpected(done.error());
  }
  return issue(std::move(session), by);
}

Result<std::string> Engine::share(const RunId& run, Duration lifetime, const Actor& by) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  if (find(run) == nullptr)
    return fail(ErrorKind::not_found, "there is no run \"" + run + "\"", {},
                "see which there are with `golive status`");
  return issue({by.name, {}, {}, clock_.now() + lifetime, TokenPurpose::link, {}, run}, by);
}

Result<void> Engine::revoke_tokens(const std::string& of, const Actor& by) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  std::vector<std::string> ids;
  for (const auto& [id, token] : site_.tokens)
    if ((token.user == of || id == of) && !token.revoked) ids.push_back(id);
  if (ids.empty())
    return fail(ErrorKind::not_found, "there is no token of \"" + of + "\" that could be revoked",
                {}, "golive user list tells who has which");
  for (const std::string& id : ids)
    if (auto done = record_site(site_event::TokenRevoked{id}, by); !done) return done;
  return {};
}

Result<void> Engine::record_refusal(const std::string& command, const Error& why,
                                    const Actor& actor) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  return record_site(site_event::CommandRefused{command, why.what}, actor);
}

Result<std::optional<GivenAnswer>> Engine::answered(const Once& once) {
  if (storage_error_) return tl::unexpected(*storage_error_);
  return first_answer(site_, once, clock_.now());
}

Result<Holder> Engine::holder(const std::string& token) {
  return holder_of(site_, token, clock_.now());
}

Result<Actor> Engine::authenticate(const std::string& token) {
  return golive::authenticate(site_, token, clock_.now());
}

}  // namespace golive
