// Past check: verifies the logs of runs that were over before this engine, on a thread beside it,
// and has the engine stop acting if one is not what was written: what else is on that disk?
#pragma once

#include <uv.h>
#include <atomic>
#include <filesystem>
#include <memory>

#include "loop/engine.h"

namespace golive {

class PastCheck {
 public:
  // Begins at once. `loop` and `engine` must outlive it.
  PastCheck(uv_loop_t& loop, Engine& engine, const std::filesystem::path& database);
  ~PastCheck();  // it goes no further
  PastCheck(const PastCheck&) = delete;
  PastCheck& operator=(const PastCheck&) = delete;
  [[nodiscard]] bool under_way() const { return work_ != nullptr; }

 private:
  struct Work;
  Work* work_ = nullptr;  // the loop's until it comes back
};

}  // namespace golive
