// Trial: one run of one random runbook, from its creation to its end, by a seed.
#pragma once

#include <memory>

#include "loop/engine.h"
#include "sim/virtual_clock.h"
#include "simulation/astray_bodies.h"
#include "simulation/crashing_store.h"
#include "simulation/people.h"
#include "simulation/random_world.h"
#include "store/memory_store.h"

namespace golive::simulation {

// What happens beside the plain course; each can be left out, to see whether a law breaks without.
struct Trouble {
  std::size_t steps = 60;  // until people and world are willing
  bool crashes = true, losses = true, late = true, divergence = true, nonsense = true;
};

struct Outcome {
  bool loaded = false;
  std::string runbook;
  std::vector<std::string> lines;
  std::string broken;
  std::optional<RunState> end;
  std::size_t engines = 0, events = 0;
};

class Trial {
 public:
  Trial(std::uint64_t seed, const Trouble& trouble);
  ~Trial();
  Outcome run();

 private:
  bool create();
  void open();
  void restart();
  void step();
  void disturb();
  void late();
  void diverge();
  void finish();
  void willing_step();
  void deadlock();
  void work_off();
  void pass(Duration duration);
  void pass_to_deadline();
  void submit(Deed deed);
  [[nodiscard]] bool over() const;
  [[nodiscard]] const Run& run_now() const { return *engine_->find(run_); }

  Trouble trouble_;
  Chance chance_, crash_chance_, writer_chance_;
  Trace trace_;
  MemoryStore disk_;
  CrashingStore store_{disk_};
  VirtualClock clock_;
  Laws laws_{trace_, disk_};
  RandomWorld world_;
  People people_;
  std::string runbook_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<AstrayBodies> bodies_;
  std::uint64_t epoch_ = 0;
  RunId run_;
  std::vector<int> replies_;  // to each command since the engine's start
  bool fresh_ = false;        // the engine has not had its first turn
};

}  // namespace golive::simulation
