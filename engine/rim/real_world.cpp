#include "rim/real_world.h"

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "keeper/process.h"
#include "keeper/process_tree.h"
#include "rim/doing.h"
#include "rim/output_path.h"
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

// By what the effect is: the same after a restart, another for each that begins beside it.
std::uint64_t seed_of(const Run& run, const std::string& stable_id) {
  return run.seed ^ std::stoull(sha256(stable_id).substr(0, 16), nullptr, 16);
}

RunId run_of(const std::string& keeper_id) { return keeper_id.substr(0, keeper_id.find('/')); }

}  // namespace

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
  const auto ticket = ++last_ticket_;
  Doing& doing = doings_[ticket];
  doing.run = performance.run;
  doing.id = performance.id;
  doing.key = performance.key;
  doing.kind = performance.kind;
  doing.stable_id = held;
  doing.secrets = &secrets_of(performance.run, run);
  if (doing.kind == EffectKind::http) doing.plain = plain_http_request(performance.request);
  if (!doing.plain) describe(doing, performance);
  // What was cancelled may still be ending: an undo must not run beside what it undoes.
  if (ending(performance.run))
    doing.waits = true;
  else
    begin(ticket);
}

void RealWorld::describe(Doing& doing, const Performance& performance) {
  const Run& run = *performance.state;
  const auto& item = run.plan->items[performance.id.item];
  doing.request = json::parse(performance.request, nullptr, false);
  if (doing.kind == EffectKind::http) return;
  doing.folder = run.folder;
  doing.timeout = item.timeout.value_or(limits::attempt_timeout);
  doing.seed = seed_of(run, doing.stable_id);
  doing.output = output_path(output_, run.id, item.path, doing.id, doing.key);
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
  return cancelled_ != 0 && std::any_of(doings_.begin(), doings_.end(), [&](const auto& each) {
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
    if (!doing.errand) {
      doings_.erase(ticket);
      return;
    }
    mark_cancelled(doing);
    doing.errand->end();  // may erase it
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

std::string RealWorld::seal(const Run& run, const AttemptId& id, const EffectKey& key) {
  for (const auto& [ticket, doing] : doings_)
    if (!doing.cancelled && doing.errand && doing.samples && doing.run == run.id &&
        doing.id == id && doing.key == key)
      return canonical(doing.samples->note());
  auto file = output_path(output_, run.id, run.plan->items[id.item].path, id, key);
  std::error_code ignored;
  if (!std::filesystem::exists(file += ".samples", ignored)) return {};
  auto kept = SampleFile::open(file, {}, [](const Sample&) {});
  return kept ? canonical(kept->note()) : std::string();
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
  mark_cancelled(doing);
  doing.errand->end();
}

void RealWorld::mark_cancelled(Doing& doing) {
  doing.cancelled = true;
  ++cancelled_;
}

// It may have been lost with its keeper. Nobody has told it to end.
void RealWorld::end_remains(const RunId& run, const std::string& id) {
  const auto ticket = ++last_ticket_;
  Doing& doing = doings_[ticket];
  doing.run = run;
  doing.kind = EffectKind::exec;
  doing.stable_id = id;
  mark_cancelled(doing);
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
  --cancelled_;
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
