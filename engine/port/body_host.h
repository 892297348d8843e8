// BodyHost: runs step bodies. A body gets the outcomes recorded so far, in the order of the log,
// and goes on from there; what it asks for next comes back as command::RequestEffect, its end as
// command::FinishBody, a deviation from the record as command::BodyDiverged, all through the Inbox
// given to the host.
#pragma once

#include <memory>

#include "core/run.h"
#include "port/inbox.h"

namespace golive {

struct BodyStart {
  RunId run;
  AttemptId id;
  const Run* state;  // plan, parameters, seed, results of earlier items, the attempt with its
                     // effects; valid during start() only
};

class BodyHost {
 public:
  virtual ~BodyHost() = default;
  // Runs the body up to its first effect without an outcome, or for a slice of time: work() goes
  // on with what takes longer. Failures (also of loading) are posted as FinishBody. Pure
  // computation: does not touch the world.
  virtual void start(const BodyStart& body) = 0;
  // Hands over the outcome of one effect; runs on to the next effects, as start() does. Where
  // bodies have computed for long in this turn, both leave it to work(). `at` is what ctx.now says
  // from then on.
  virtual void deliver(const RunId& run, const AttemptId& id, const EffectKey& key,
                       const std::string& outcome, Instant at) = 0;
  // Forgets the body (timed out, aborted, ended). Unknown ones are ignored.
  virtual void stop(const RunId& run, const AttemptId& id) = 0;
  // A further slice of one of the bodies that have not come to an effect or an end, in turn.
  virtual void work() = 0;
  // There are such.
  [[nodiscard]] virtual bool busy() const = 0;
};

}  // namespace golive
