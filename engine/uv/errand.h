// Errand: one thing under way in the world: a process, an HTTP request, a poll. On the loop's
// thread.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "base/error.h"

namespace golive {

// Called exactly once, with the outcome as docs/effects.md has it. The last thing an errand
// does: the errand may be destroyed in it.
using ErrandDone = std::function<void(const nlohmann::json& outcome)>;

class Errand {
 public:
  // Forgets it: `done` is not called any more. A process goes on by itself.
  virtual ~Errand() = default;
  // Ends it, with everything it has started; `done` is called when that is so, perhaps before this
  // returns.
  virtual void end() = 0;
};

// An errand that is on its way, or why it could not set out.
using StartedErrand = Result<std::unique_ptr<Errand>>;

}  // namespace golive
