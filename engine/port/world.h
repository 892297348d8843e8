// World: performs exec, http and poll effects. Outcomes come back as command::FinishEffect through
// the Inbox, once each, redacted and cut to limits::outcome_bytes.
#pragma once

#include "core/run.h"
#include "port/inbox.h"

namespace golive {

struct Performance {
  RunId run;
  AttemptId id;
  EffectKey key;
  EffectKind kind{};
  std::string request;
  const Run* state;  // plan (secrets), folder, parameters; valid during perform() only
};

// What became of an effect that an earlier engine was to perform.
enum class Fate {
  unknown,    // it may have happened: a person or its probe says
  not_begun,  // certainly: it may be performed
  under_way,  // or ended, with its outcome kept: performing it takes it up
};

class World {
 public:
  virtual ~World() = default;
  // Starts it and returns. What cannot be started is an outcome with "error".
  virtual void perform(const Performance& performance) = 0;
  // Ends it with its whole process tree, also one that is under way from an earlier engine, or that
  // was lost and may still run; no outcome follows, and nothing of its run begins before it is
  // gone. Unknown ones are ignored.
  virtual void cancel(const RunId& run, const AttemptId& id, const EffectKey& key) = 0;
  // What a watch of the run has kept so far, put on disk: as `samples` of its outcome, JSON. Also
  // of one that does not look yet, or no more. Empty: nothing is kept of it.
  virtual std::string seal(const Run&, const AttemptId&, const EffectKey&) { return {}; }
  // Its outcome is on disk: what is kept of it may go. Unknown ones are ignored.
  virtual void release(const RunId& run, const AttemptId& id, const EffectKey& key,
                       EffectKind kind) = 0;
  // The run is over: what is kept for it alone may go. Also of one that an earlier engine has
  // ended.
  virtual void end_run(const RunId& run) = 0;
  // Once an effect that has no outcome when an engine starts.
  virtual Fate fate(const RunId& run, const AttemptId& id, const EffectKey& key,
                    EffectKind kind) = 0;
};

}  // namespace golive
