// RandomWorld: what stands outside the engine, and outlives it. Some of it goes on without an
// engine, and keeps its outcome; the rest dies with it, and nobody knows how far it came.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "port/world.h"
#include "simulation/chance.h"
#include "simulation/laws.h"

namespace golive::simulation {

class RandomWorld final : public World {
 public:
  RandomWorld(Chance chance, Laws& laws, Trace& trace)
      : chance_(chance), laws_(laws), trace_(trace) {}

  void perform(const Performance& performance) override;
  void cancel(const RunId& run, const AttemptId& id, const EffectKey& key) override;
  void release(const RunId& run, const AttemptId& id, const EffectKey& key,
               EffectKind kind) override;
  void end_run(const RunId&) override {}
  Fate fate(const RunId& run, const AttemptId& id, const EffectKey& key, EffectKind kind) override;

  void serve(Inbox& inbox);  // a new engine
  void end_unclaimed();      // what that engine has not asked about
  void engine_ended();
  // After so many further performances the engine reaches nobody any more: it is being killed.
  void cut_off_after(std::size_t performances) { cut_off_ = performances; }
  [[nodiscard]] bool cut_off() const { return cut_off_ && *cut_off_ == 0; }

  // One of those under way has its outcome; false: none is.
  bool answer();
  bool lose();  // what one of them came to cannot be known any more
  // Some effect that is over; none: there was none.
  std::optional<Place> any_past();
  void be_kind() {  // from now on all goes well
    kind_ = true;
    cut_off_.reset();
  }
  [[nodiscard]] bool is_idle() const;
  void check_rest() const;  // at the run's end

 private:
  struct Work {
    EffectKind kind{};
    bool held = false;                        // goes on without an engine
    bool claimed = false;                     // the engine of now knows of it
    bool asked = false;                       // by the engine of now
    bool told = false;                        // its outcome, to the engine of now
    std::optional<std::string> outcome = {};  // once it has ended
  };
  void begin(const Place& place, const Performance& performance);
  void lose_hold_of(const Place& place, const Work& work);
  void tell(const Place& place, Work& work);
  std::string outcome_of(EffectKind kind);
  std::vector<Place> open() const;
  void post(const Place& place, const std::string& outcome);

  Chance chance_;
  Laws& laws_;
  Trace& trace_;
  Inbox* inbox_ = nullptr;
  RunId run_;
  std::map<Place, Work> works_;
  std::map<Place, int> begun_;
  std::set<Place> lost_;    // processes that nobody holds, and nobody has ended
  std::set<Place> untold_;  // whose fate an engine was not told: it may have them ended
  std::optional<std::size_t> cut_off_;
  bool kind_ = false;
};

}  // namespace golive::simulation
