// ScriptedWorld: a World without effects. Each request is answered by the first matching line of
// its script, else by the success of its kind; what was asked is kept, in order.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "port/world.h"

namespace golive {

struct ScriptLine {
  std::string contains;    // part of the item's path, or of the request's text
  std::string outcome;     // JSON; empty: never answers
  int times = -1;          // so many times; -1: always
  bool laid_over = false;  // the outcome is laid over the success of the request's kind
};

class ScriptedWorld final : public World {
 public:
  explicit ScriptedWorld(Inbox& inbox) : inbox_(inbox) {}

  void perform(const Performance& performance) override;
  void cancel(const RunId& run, const AttemptId& id, const EffectKey& key) override;
  void release(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {}
  void end_run(const RunId&) override {}
  Fate fate(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {
    return Fate::unknown;
  }

  void script(ScriptLine line) { script_.push_back(std::move(line)); }
  // Stands before all that was said so far.
  void script_first(ScriptLine line) { script_.push_front(std::move(line)); }
  // "go-live/migrate exec {...}", "cancelled ..." since the last call.
  std::vector<std::string> take_asked();
  // The oldest unanswered request of an item is answered now; false if there is none.
  bool answer(const std::string& path, const std::string& outcome);

  static std::string success_of(EffectKind kind);

 private:
  struct Unanswered {
    RunId run;
    AttemptId id;
    EffectKey key;
    std::string path;
  };
  Inbox& inbox_;
  std::deque<ScriptLine> script_;
  std::vector<std::string> asked_;
  std::vector<Unanswered> unanswered_;
};

}  // namespace golive
