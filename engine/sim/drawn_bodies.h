// DrawnBodies: a BodyHost without Lua. A body sleeps as long as was drawn for it and ends as was
// drawn for it; a condition is met. So a simulated run has no effects, and a watch is no polls but
// an outcome.
#pragma once

#include <map>

#include "port/body_host.h"
#include "sim/drawing.h"

namespace golive {

class DrawnBodies final : public BodyHost {
 public:
  // Both must outlive it.
  DrawnBodies(Inbox& inbox, const Drawing& drawing) : inbox_(inbox), drawing_(drawing) {}

  void start(const BodyStart& body) override;
  void deliver(const RunId& run, const AttemptId& id, const EffectKey& key,
               const std::string& outcome, Instant at) override;
  void stop(const RunId&, const AttemptId&) override {}
  void work() override {}
  [[nodiscard]] bool busy() const override { return false; }

 private:
  Inbox& inbox_;
  const Drawing& drawing_;
};

}  // namespace golive
