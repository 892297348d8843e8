// LuaBodyHost: runs step bodies in Lua, each attempt in a sandbox of its own, made from the
// archived text of the run's plan. Pure computation on the loop's thread, in slices
// (limits::lua_slice): a body that computes for long, or never ends, holds up nobody else; and once
// all together have computed for limits::bodies_in_a_turn, what comes waits for the next turn.
#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/limits.h"
#include "port/body_host.h"
#include "port/runbook_loader.h"

namespace golive {

class Body;

class LuaBodyHost final : public BodyHost {
 public:
  // The archive (LoadedRunbook::archive) of a plan, by the plan's hash; usually Store::text.
  using ArchiveOf = std::function<Result<std::string>(const std::string& hash)>;

  // The inbox must outlive the host.
  LuaBodyHost(Inbox& inbox, ArchiveOf archive_of);
  ~LuaBodyHost() override;

  void start(const BodyStart& body) override;
  void deliver(const RunId& run, const AttemptId& id, const EffectKey& key,
               const std::string& outcome, Instant at) override;
  void stop(const RunId& run, const AttemptId& id) override;
  void work() override;
  [[nodiscard]] bool busy() const override { return !paused_.empty() || !put_off_.empty(); }

 private:
  using Which = std::pair<RunId, AttemptId>;
  Body* find(const Which& which);
  void look_at(const Which& which, const Body& body);
  void put_off(const Which& which, Body& body);
  void go_on_with_first(std::deque<Which>& bodies);
  [[nodiscard]] bool is_tired() const { return used_ > limits::bodies_in_a_turn; }
  using Text = std::shared_ptr<const RunbookText>;
  Result<Text> text_of(const std::string& hash);

  Inbox& inbox_;
  ArchiveOf archive_of_;
  // Hashed: ids of runs have long prefixes in common.
  std::unordered_map<RunId, std::map<AttemptId, std::unique_ptr<Body>>> bodies_;
  // Each once in one of both; the next to go on first.
  std::deque<Which> paused_, put_off_;
  std::chrono::steady_clock::duration used_{};     // by bodies since the last turn
  std::list<std::pair<std::string, Text>> texts_;  // the last few used, the latest first
};

}  // namespace golive
