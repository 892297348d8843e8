#include "rim/real_world.h"

#include <algorithm>
#include <cassert>
#include <csignal>
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "keeper/process.h"
#include "keeper/process_tree.h"
#include "rim/capture.h"
#include "rim/lower_case.h"
#include "rim/output_path.h"
#include "rim/poller.h"
#include "rim/remains.h"
#include "rim/request.h"
#include "rim/sample_file.h"

namespace golive {

using nlohmann::json;

namespace {

// The same whenever the same effect is asked for. A run's id has no "/".
std::string stable_id_of(const RunId& run, const AttemptId& id, const EffectKey& key) {
  return run + "/" + effect_id(id, key);
}

// https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
constexpr const char* idempotency_key = "idempotency-key";

bool has_header(const HttpRequest& http, std::string_view lower_case_name) {
  return std::any_of(http.headers.begin(), http.headers.end(), [&](const auto& header) {
    return lower_case(header.first) == lower_case_name;
  });
}

// By what the effect is: the same after a restart, another for each that begins beside it.
std::uint64_t seed_of(const Run& run, const Performance& what) {
  const auto digest = sha256(stable_id_of(what.run, what.id, what.key));
  return run.seed ^ std::stoull(digest.substr(0, 16), nullptr, 16);
}

RunId run_of(const std::string& keeper_id) { return keeper_id.substr(0, keeper_id.find('/')); }

}  // namespace

struct RealWorld::Doing {
  RunId run;
  AttemptId id;
  EffectKey key;
  EffectKind kind{};
  std::string stable_id;  // at the keeper, and for receivers of requests
  json request;
  std::string folder;                   // the run's
  Duration timeout{};                   // the attempt's: of a process without its own
  std::uint64_t seed = 0;               // of what is drawn for it
  std::filesystem::path output;         // without ".out" and ".err"; none of a request
  Secrets* secrets = nullptr;           // the run's
  std::unique_ptr<Errand> errand = {};  // none while waiting, or while secrets are being read
  SampleFile* samples = nullptr;        // the errand's, of a watch
  bool cancelled = false;               // still ending: nothing is posted
  bool waits = false;                   // for what was cancelled to end
};

RealWorld::RealWorld(uv_loop_t& loop, Inbox& inbox, KeeperLink& keeper,
                     std::filesystem::path output, std::filesystem::path sealed)
    : loop_(loop),
      inbox_(inbox),
      keeper_(keeper),
      output_(std::move(output)),
      sealed_(std::move(sealed)),
      http_(loop) {
  // A process that closes its standard input early must not end the engine.
  std::signal(SIGPIPE, SIG_IGN);
}

RealWorld::~RealWorld() = default;

void RealWorld::perform(const Performance& performance) {
  const auto held = stable_id_of(performance.run, performance.id, performance.key);
  if (performance.kind == EffectKind::exec && keeper_.holds(held)) {
    take_up(performance.run, performance.id, performance.key, held).secrets =
        &secrets_of(performance.run, *performance.state);
    return;
  }
  const Run& run = *performance.state;
  auto& secrets = secrets_of(performance.run, *performance.state);
  const auto ticket = ++last_ticket_;
  auto request = json::parse(performance.request, nullptr, false);
  const auto& item = run.plan->items[performance.id.item];
  doings_.emplace(
      ticket,
      Doing{performance.run, performance.id, performance.key, performance.kind,
            stable_id_of(performance.run, performance.id, performance.key), std::move(request),
            run.folder, item.timeout.value_or(limits::attempt_timeout), seed_of(run, performance),
            performance.kind == EffectKind::http
                ? std::filesystem::path()
                : output_path(output_, performance.run, item.path, performance.id, performance.key),
            &secrets});
  // What was cancelled may still be ending: an undo must not run beside what it undoes.
  if (ending(performance.run))
    doings_.at(ticket).waits = true;
  else
    begin(ticket);
}

// At once, whatever a new process would have to wait for, and without what it would need.
RealWorld::Doing& RealWorld::take_up(const RunId& run, const AttemptId& id, const EffectKey& key,
                                     const std::string& held) {
  const auto ticket = ++last_ticket_;
  Doing& doing = doings_[ticket];
  doing.run = run;
  doing.id = id;
  doing.key = key;
  doing.kind = EffectKind::exec;
  doing.stable_id = held;
  doing.errand = keeper_.attach(held, [this, ticket](const json& end) { finish(ticket, end); });
  return doing;
}

bool RealWorld::ending(const RunId& run) const {
  return std::any_of(doings_.begin(), doings_.end(), [&](const auto& each) {
    return each.second.cancelled && each.second.run == run;
  });
}

void RealWorld::begin(Ticket ticket) {
  auto& doing = doings_.at(ticket);
  doing.waits = false;
  doing.secrets->prepare(secrets_in(doing.request), [this, ticket] { set_out(ticket); });
}

void RealWorld::cancel(const RunId& run, const AttemptId& id, const EffectKey& key) {
  for (auto& [ticket, doing] : doings_) {
    if (doing.cancelled || doing.run != run || doing.id != id || doing.key != key) continue;
    doing.cancelled = true;
    if (doing.errand)
      doing.errand->end();  // may erase it
    else
      doings_.erase(ticket);
    return;
  }
  const auto held = stable_id_of(run, id, key);
  const bool is_ending = std::any_of(doings_.begin(), doings_.end(), [&](const auto& each) {
    return each.second.stable_id == held;
  });
  if (is_ending) return;
  if (keeper_.holds(held)) return end_held(held);
  keeper_.forget(held);  // its outcome came, and was too late
  end_remains(run, held);
}

std::string RealWorld::seal(const RunId& run, const AttemptId& id, const EffectKey& key) {
  for (const auto& [ticket, doing] : doings_)
    if (!doing.cancelled && doing.errand && doing.samples && doing.run == run && doing.id == id &&
        doing.key == key)
      return canonical(doing.samples->note());
  return {};
}

void RealWorld::release(const RunId& run, const AttemptId& id, const EffectKey& key,
                        EffectKind kind) {
  if (kind == EffectKind::exec) keeper_.forget(stable_id_of(run, id, key));
}

void RealWorld::end_run(const RunId& run) {
  SealedValues::remove(sealed_ / run);
  const bool used = std::any_of(doings_.begin(), doings_.end(),
                                [&](const auto& each) { return each.second.run == run; });
  if (!used) secrets_.erase(run);  // what is still ending is redacted to its end
}

Fate RealWorld::fate(const RunId& run, const AttemptId& id, const EffectKey& key, EffectKind kind) {
  return kind == EffectKind::exec ? keeper_.fate(stable_id_of(run, id, key)) : Fate::unknown;
}

void RealWorld::end_unclaimed() {
  for (const auto& id : keeper_.unclaimed()) end_held(id);
}

// As if it had just been cancelled: an undo of its run waits until it is gone.
void RealWorld::end_held(const std::string& id) {
  Doing& doing = take_up(run_of(id), {}, {}, id);
  doing.cancelled = true;
  doing.errand->end();
}

// It may have been lost with its keeper. Nobody has told it to end.
void RealWorld::end_remains(const RunId& run, const std::string& id) {
  const auto ticket = ++last_ticket_;
  Doing& doing = doings_[ticket];
  doing.run = run;
  doing.kind = EffectKind::exec;
  doing.stable_id = id;
  doing.cancelled = true;
  doing.errand = remains_of(ticket, Duration(0));
}

Secrets& RealWorld::secrets_of(const RunId& id, const Run& run) {
  auto& secrets = secrets_[id];
  if (!secrets)
    secrets = std::make_unique<Secrets>(keeper_, run.plan->secrets, run.folder, sealed_ / id);
  else if (!run.amendments.empty())
    secrets->renew(run.plan->secrets);
  return *secrets;
}

Redactor RealWorld::redactor_at_hand(const Run& run) {
  if (is_final(run) && !secrets_.contains(run.id)) {
    // Nothing of it is kept: the end of the run has come and gone.
    Secrets secrets(keeper_, run.plan->secrets, run.folder, sealed_ / run.id);
    secrets.read_at_hand();
    return secrets.redactor();
  }
  auto& secrets = secrets_of(run.id, run);
  secrets.read_at_hand();
  return secrets.redactor();
}

void RealWorld::with_redactor(const Run& run, std::function<void(const Redactor&)> ready) {
  std::set<std::string> all;
  for (const Secret& secret : run.plan->secrets) all.insert(secret.id);
  // The run may be over once they have been read.
  secrets_of(run.id, run).prepare(all, [this, id = run.id, ready = std::move(ready)] {
    const auto found = secrets_.find(id);
    ready(found == secrets_.end() ? Redactor() : found->second->redactor());
  });
}

void RealWorld::set_out(Ticket ticket) {
  const auto found = doings_.find(ticket);
  if (found == doings_.end()) return;  // cancelled meanwhile
  auto started = start(ticket);
  if (started)
    found->second.errand = std::move(*started);
  else
    finish(ticket, {{"error", found->second.secrets->redactor().redact(started.error().what)}});
}

StartedErrand RealWorld::start(Ticket ticket) {
  Doing& doing = doings_.at(ticket);
  const auto done = [this, ticket](const json& end) { finish(ticket, end); };
  switch (doing.kind) {
    case EffectKind::exec:
      return start_exec(doing, doing.request, doing.timeout, doing.stable_id, done);
    case EffectKind::http:
      return start_http(doing, doing.request, limits::outcome_bytes,
                        [this, ticket](const HttpAnswer& end) { finish_http(ticket, end); });
    case EffectKind::poll:
      return start_poll(doing, done);
    case EffectKind::sleep:
    case EffectKind::ask:
    case EffectKind::log:
    case EffectKind::check:
    case EffectKind::evidence:
      break;
  }
  assert(false && "an effect that never leaves the engine");
  return fail(ErrorKind::invalid, "this effect is none of the world's");
}

// An effect's process outlives this engine; a look of a poll, which has no id, does not.
StartedErrand RealWorld::start_exec(const Doing& doing, const json& request, Duration timeout,
                                    std::string id, ErrandDone done) {
  auto process = process_request(request, *doing.secrets, doing.folder, doing.output, timeout);
  if (!process) return tl::unexpected(process.error());
  const bool kept = !id.empty();
  process->variables.insert(keeper_.mark());
  process->id = kept ? std::move(id) : keeper_.unique_id("look");
  if (!kept) process->output.clear();
  return keeper_.start(*process, kept, doing.secrets->values(), std::move(done));
}

StartedErrand RealWorld::start_http(const Doing& doing, const json& request, std::size_t kept_bytes,
                                    HttpDone done) {
  auto http = http_request(request, *doing.secrets, kept_bytes);
  if (!http) return tl::unexpected(http.error());
  if (const auto capture = request.find("capture"); capture != request.end())
    http->capture = [secrets = doing.secrets, stem = effect_id(doing.id, doing.key),
                     paths = *capture](long status, const std::string& body) {
      return capture_into(*secrets, stem, paths, status, body);
    };
  // So that a receiver can tell a request that had to be sent again.
  if (doing.kind == EffectKind::http && http->method != "GET" && http->method != "HEAD" &&
      !has_header(*http, idempotency_key))
    http->headers[idempotency_key] = doing.stable_id;
  return http_.send(std::move(*http), doing.secrets->redactor(), std::move(done));
}

StartedErrand RealWorld::start_reach(const json& request, ErrandDone done) {
  auto wish = reach_wish(request);
  if (!wish) return tl::unexpected(wish.error());
  return reach(loop_, std::move(*wish), std::move(done));
}

// A poll is judged by the whole answer; only a summary of it goes into the log.
StartedErrand RealWorld::start_poll(Doing& doing, ErrandDone done) {
  auto plan = poll_plan(doing.request);
  if (!plan) return tl::unexpected(plan.error());
  plan->seed = doing.seed;
  const bool by_http = doing.request.contains("http");
  const bool reaches = doing.request.contains("connect") || doing.request.contains("resolve");
  auto probe = [this, &doing, by_http, reaches, request = plan->request](ErrandDone judge) {
    if (reaches) return start_reach(request, std::move(judge));
    return by_http ? start_http(doing, request, limits::http_body_bytes,
                                [judge](const HttpAnswer& end) { judge(to_json(end)); })
                   : start_exec(doing, request, limits::http_timeout, {}, std::move(judge));
  };
  if (!plan->during)
    return std::make_unique<Poller>(loop_, std::move(*plan), std::move(probe), std::move(done));
  Watched watched(*plan);
  auto path = doing.output;
  auto samples = SampleFile::open(path += ".samples", {plan->every, *plan->during},
                                  [&watched](const Sample& sample) { watched.see(sample); });
  if (!samples) return tl::unexpected(samples.error());
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  const auto elapsed = std::max(now - watched.first.value_or(now), Duration(0));
  WatchKeeping keeping{
      std::make_unique<SampleFile>(std::move(*samples)),
      [this, &doing](WatchVerdict verdict, const std::string& why) {
        if (doing.cancelled) return;
        inbox_.post(doing.run, command::JudgeWatch{doing.id, doing.key, verdict, why});
      }};
  doing.samples = keeping.samples.get();
  return std::make_unique<Poller>(loop_, std::move(*plan), std::move(probe), std::move(done),
                                  std::move(keeping), std::move(watched), elapsed);
}

// An id is one data directory's own.
std::vector<std::string> RealWorld::marks_of(const Doing& doing) const {
  const auto [name, value] = keeper_.mark();
  return {std::string(process_variable) + "=" + doing.stable_id, name + "=" + value};
}

// An undo must not run beside what its keeper was ending when it died.
bool RealWorld::has_left_something(Ticket ticket, const json& outcome) {
  Doing& doing = doings_.at(ticket);
  if (!doing.cancelled || doing.kind != EffectKind::exec || !outcome.contains("lost")) return false;
  const auto gone = std::move(doing.errand);  // the errand that calls this ends with the call
  doing.errand = remains_of(ticket, process_grace);
  return true;
}

std::unique_ptr<Errand> RealWorld::remains_of(Ticket ticket, Duration patience) {
  return std::make_unique<Remains>(loop_, marks_of(doings_.at(ticket)), patience, process_grace,
                                   [this, ticket](const json& end) { finish(ticket, end); });
}

void RealWorld::finish(Ticket ticket, const json& outcome) {
  if (has_left_something(ticket, outcome)) return;
  const auto ended = take_ended(ticket);
  if (!ended) return;
  const auto& doing = ended.mapped();
  if (outcome.contains("lost") && doing.kind == EffectKind::exec)
    return inbox_.post(doing.run, command::LoseEffect{doing.id, doing.key, outcome["lost"]});
  const bool is_process = doing.kind == EffectKind::exec && doing.secrets != nullptr;
  inbox_.post(doing.run, command::FinishEffect{
                             doing.id, doing.key,
                             canonical(is_process ? redacted(*doing.secrets, outcome) : outcome)});
}

void RealWorld::finish_http(Ticket ticket, const HttpAnswer& answer) {
  if (const auto ended = take_ended(ticket))
    inbox_.post(ended.mapped().run,
                command::FinishEffect{ended.mapped().id, ended.mapped().key, canonical(answer)});
}

// The errand that calls goes with what is returned.
std::map<RealWorld::Ticket, RealWorld::Doing>::node_type RealWorld::take_ended(Ticket ticket) {
  auto ended = doings_.extract(ticket);
  const auto& doing = ended.mapped();
  if (!doing.cancelled) return ended;
  if (doing.kind == EffectKind::exec) keeper_.forget(doing.stable_id);
  if (ending(doing.run)) return {};
  std::vector<Ticket> waiting;
  for (const auto& [other, each] : doings_)
    if (each.waits && each.run == doing.run) waiting.push_back(other);
  for (const Ticket other : waiting)
    if (doings_.contains(other)) begin(other);
  return {};
}

// A process that began before something was captured was redacted without it.
json RealWorld::redacted(const Secrets& secrets, json outcome) {
  for (const char* field : {"out", "err"})
    if (const auto text = outcome.find(field); text != outcome.end())
      *text = secrets.redactor().redact(text->get<std::string>());
  return outcome;
}

}  // namespace golive
