// Stage: an engine in this process, put together as `golive serve` puts it together, on a libuv
// loop and a store on disk. The one place that knows how.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "api/new_run.h"
#include "api/turn_loop.h"

namespace golive::bench {

// The people of a benchmark: who starts the runs, and who decides.
extern const Actor starter, decider;

// What the engine stands on.
class Parts {
 public:
  virtual ~Parts() = default;
  virtual Engine& engine() = 0;
  virtual Store& store() = 0;
  virtual Clock& clock() = 0;
};

class Stage {
 public:
  // With the real world.
  static std::unique_ptr<Stage> real(const std::filesystem::path& folder);
  // With a world in which every effect is over at once.
  static std::unique_ptr<Stage> at_once(const std::filesystem::path& folder);
  ~Stage();

  Engine& engine() { return parts_->engine(); }
  Store& store() { return parts_->store(); }

  // Reads, resolves and keeps a runbook, as for a request to create a run.
  NewRun prepare(const std::string& runbook);
  RunId begin(const NewRun& run);
  // Turns the loop until it is so; throws after two minutes, or when the store has failed.
  void until(const std::function<bool()>& is_so);
  void until_ended(const RunId& run);

 private:
  using Assemble = std::unique_ptr<Parts> (*)(const std::filesystem::path&, uv_loop_t&);
  Stage(const std::filesystem::path& folder, Assemble assemble);
  struct Loop {
    Loop();
    ~Loop();
    uv_loop_t loop{};
  };

  std::filesystem::path folder_;
  Loop loop_;
  std::unique_ptr<Parts> parts_;
  std::unique_ptr<TurnLoop> turns_;
  LoopHandle<uv_timer_t> look_;  // a loop with nothing to do comes back now and then
};

}  // namespace golive::bench
