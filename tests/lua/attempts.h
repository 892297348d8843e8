// Bodies in tests: one step's attempt on a host, with what it posts kept.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "loading.h"
#include "lua/body_host.h"

namespace golive::test {

struct Posted final : Inbox {
  std::vector<CommandBody> commands;
  void post(const RunId&, CommandBody body) override { commands.push_back(std::move(body)); }
};

// A run of a plan with the one step "day/a", whose first attempt is under way.
class Attempts {
 public:
  explicit Attempts(const std::string& step, const std::string& more = {})
      : Attempts(
            load("return plan \"p\" { role \"dba\" { title = \"DBA\" },\n"
                 " secret \"token\" { from = \"env:TOKEN\" }, environment \"uat\" { base_url = "
                 "\"http://uat\" },\n phase \"day\" { on = \"J\",\n" +
                 step + "}" + more + " }\n")) {}

  // A step of which only the `run` matters; its text begins on line 5.
  static Attempts of_run(const std::string& run) {
    return Attempts("step \"a\" { effects = false, run = function(ctx)\n" + run + "\nend }");
  }

  void start(Slot slot = Slot::action) {
    begin(slot);
    work_off();
  }
  void deliver(const EffectKey& key, const std::string& outcome, int after_ms = 0) {
    hand_in(key, outcome, after_ms);
    work_off();
  }
  // The same for a slice of time only.
  void begin(Slot slot = Slot::action) {
    id.slot = slot;
    run.attempts[id];
    host->start({"run-1", id, &run});
  }
  void hand_in(const EffectKey& key, const std::string& outcome, int after_ms = 0) {
    host->deliver("run-1", id, key, outcome, Instant(Duration(1'000'000 + after_ms)));
  }
  void work_off() {
    while (host->busy()) host->work();
  }
  // As after a restart: what was asked is recorded, with the outcomes given, in that order.
  void restart(const std::vector<std::pair<EffectKey, std::string>>& outcomes) {
    auto& effects = run.attempts[id].effects;
    for (const auto& command : inbox.commands)
      if (const auto* asked = std::get_if<command::RequestEffect>(&command)) {
        effects.push_back({asked->key, asked->kind, asked->request});
        if (!asked->outcome.empty()) effects.back().outcome = asked->outcome;
      }
    std::uint64_t seq = 100;
    for (const auto& [key, outcome] : outcomes)
      for (Effect& effect : effects)
        if (effect.key == key) effect.outcome = outcome, effect.outcome_seq = seq++;
    inbox.commands.clear();
    host = std::make_unique<LuaBodyHost>(inbox, archive_of());
  }

  // `1 exec {...}`, `ended {...}`, `failed ...`, `diverged 1: ... / ...`; since the last call.
  std::vector<std::string> posted() {
    std::vector<std::string> texts;
    for (; seen_ < inbox.commands.size(); ++seen_) texts.push_back(text_of(inbox.commands[seen_]));
    return texts;
  }
  std::string last() {
    const auto texts = posted();
    return texts.empty() ? "nothing" : texts.back();
  }
  void forget_seen() { seen_ = 0; }
  void forget() { inbox.commands.clear(), seen_ = 0; }

  Posted inbox;
  Run run;
  AttemptId id{1, Slot::action, 1};
  std::string archive;
  std::unique_ptr<LuaBodyHost> host;

 private:
  explicit Attempts(Result<LoadedRunbook> loaded) {
    REQUIRE_MESSAGE(loaded.has_value(), to_line(loaded.error()));
    archive = loaded->archive;
    run.id = "run-1";
    run.plan = std::make_shared<const Plan>(loaded->plan);
    run.environment = "uat";
    run.parameters = {{"base_url", "http://uat"}, {"port", "80"}};
    run.seed = 7;
    run.items.resize(loaded->plan.items.size());
    host = std::make_unique<LuaBodyHost>(inbox, archive_of());
  }
  LuaBodyHost::ArchiveOf archive_of() {
    return [this](const std::string& hash) -> Result<std::string> {
      if (hash != run.plan->hash) return fail(ErrorKind::not_found, "no such text");
      return archive;
    };
  }
  static std::string text_of(const CommandBody& command) {
    if (const auto* asked = std::get_if<command::RequestEffect>(&command))
      return asked->key + " " + std::string(golive::text_of(asked->kind)) + " " + asked->request +
             (asked->outcome.empty() ? "" : " = " + asked->outcome);
    if (const auto* ended = std::get_if<command::FinishBody>(&command))
      return (ended->ok ? "ended " : "failed ") + ended->result_or_error;
    if (const auto* diverged = std::get_if<command::BodyDiverged>(&command))
      return "diverged " + diverged->key + ": " + diverged->expected + " / " + diverged->asked;
    return "something else";
  }
  std::size_t seen_ = 0;
};

// The last thing a run's code posts, with outcomes handed in one after the other.
inline std::string after(const std::string& run, const std::vector<std::string>& outcomes = {}) {
  auto attempts = Attempts::of_run(run);
  attempts.start();
  int key = 0;
  for (const auto& outcome : outcomes) attempts.deliver(std::to_string(++key), outcome);
  return attempts.last();
}
inline bool contains(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return true;
  MESSAGE(text);
  return false;
}

}  // namespace golive::test
