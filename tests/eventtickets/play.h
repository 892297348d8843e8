// Play: a runbook from its creation to the end of the run, in virtual time: a whole engine with
// real Lua over a store that fails at some write, and another one over what was on disk by then;
// people who do at once what they are asked. The clock moves by what people have done, so that it
// shows the same with and without a failure.
#pragma once

#include <memory>
#include <string>

#include "eventtickets/platform.h"
#include "loop/engine.h"
#include "lua/body_host.h"
#include "sim/virtual_clock.h"
#include "store/memory_store.h"
#include "tests/fakes/failing_store.h"

namespace golive::test {

class Play {
 public:
  // The store fails at the n-th write, and on the platform what acts for the item `fails`.
  Play(const LoadedRunbook& runbook, int fail_at, const std::string& fails = {});
  ~Play();
  // To the run's end; false: it came to none.
  bool go();

  [[nodiscard]] int writes() const { return failing_.writes(); }
  [[nodiscard]] int doubts() const { return doubts_; }  // that people were asked
  [[nodiscard]] RunState end() { return *run().final_state; }
  [[nodiscard]] const Platform& platform() const { return platform_; }
  // The J+1 account: "json", "md".
  [[nodiscard]] std::string account(const std::string& format);
  [[nodiscard]] std::string head();

 private:
  struct Life;  // of one engine
  bool begin();
  bool stopped();
  void reopen();
  bool person_acts();
  bool answers_a_doubt(const Run& run);
  bool submit(const std::string& role, CommandBody body);
  bool takes(const std::string& role, CommandBody body);
  const Run& run();

  const LoadedRunbook& runbook_;
  MemoryStore kept_;
  FailingStore failing_;
  Platform platform_;
  std::unique_ptr<Life> life_;
  std::uint64_t epoch_ = 0;
  RunId id_;
  int acted_ = 0, doubts_ = 0;
};

}  // namespace golive::test
