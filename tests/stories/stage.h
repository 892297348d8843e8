// Stage: a whole engine in virtual time, over a memory store, with real Lua and a scripted world.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "loop/engine.h"
#include "sim/scripted_world.h"
#include "sim/virtual_clock.h"

namespace golive::test {

class Stage {
 public:
  // `store` outlives the stage: a second stage on the same store is a restarted engine, whose world
  // goes on with the script of the first.
  Stage(Store& store, Instant now, std::uint64_t epoch, std::vector<ScriptLine> script = {});
  ~Stage();

  // Runs one command line of a story; what followed, as lines.
  std::string play(const std::string& line, const std::string& runbook);

  [[nodiscard]] Instant now() { return clock_.now(); }
  [[nodiscard]] const Engine& engine() const { return engine_; }
  [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }
  [[nodiscard]] const std::vector<ScriptLine>& script() const { return script_; }

 private:
  std::string create(const std::string& runbook, std::istringstream& words);
  std::string amend(const std::string& runbook, std::istringstream& words);
  std::string submit(const Actor& actor, CommandBody body);
  std::string command(const std::string& actor, std::istringstream& words);
  std::string pass(Duration duration);
  std::string late(const std::string& path, const std::string& outcome);
  std::string judge(const std::string& path, std::istringstream& words);
  std::optional<event::EffectRequested> asked_last(const std::string& path);
  void settle();
  std::string told();  // events and requests since the last call, and the state

  Store& store_;
  VirtualClock clock_;
  Engine engine_;
  ScriptedWorld world_;
  std::unique_ptr<BodyHost> bodies_;
  std::vector<ScriptLine> script_;
  std::vector<std::string> asked_;
  RunId run_;
  std::uint64_t told_ = 0;  // sequence number of the last event told
};

}  // namespace golive::test
