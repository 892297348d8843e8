// Laws: what always holds (docs/state_machines.md), checked on each event as it stands on disk, and
// on the engine against that.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <set>
#include <utility>

#include "core/run.h"
#include "port/store.h"
#include "simulation/trace.h"

namespace golive::simulation {

using Place = std::pair<AttemptId, EffectKey>;

class Laws {
 public:
  Laws(Trace& trace, Store& disk) : trace_(trace), disk_(disk) {}

  void follow(const RunId& run) { run_ = run; }
  // Folds what has come to the log, and holds each event against the state before it.
  void read_on();
  [[nodiscard]] const Run& folded() const { return folded_; }
  // The engine is in the very state that the log comes to.
  void compare(const Run& engine, Instant now, bool with_view);
  // The whole log once more, from its start.
  void verify_log(Instant now);
  // So many times that effect was answered to be not done.
  [[nodiscard]] int not_done(const Place& place) const;
  // Whether it must not be done twice.
  [[nodiscard]] bool happens_once(const Place& place, const Effect& effect) const;
  [[nodiscard]] std::size_t refused() const { return refused_.size(); }  // late outcomes
  [[nodiscard]] std::string name_of(const Place& place) const;

 private:
  void check(const Event& event);
  void check_start(const AttemptId& id);
  void check_undo(const AttemptId& id);
  void check_opening();
  void check_finish(const event::EffectFinished& finished);
  void check_refusal(const event::OutcomeRefused& refused);
  void check_rollback(const event::RollbackStarted& started);
  void note(const Event& event);

  Trace& trace_;
  Store& disk_;
  RunId run_;
  Run folded_;
  std::map<Place, int> not_done_;
  std::set<Place> refused_;                                              // late outcomes
  std::map<ItemIndex, std::pair<std::uint64_t, std::uint64_t>> starts_;  // first and last, by seq
};

}  // namespace golive::simulation
