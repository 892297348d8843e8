// House: an engine over a store in memory whose disk can be made to fail, with bodies and a world
// that do as they are told. What touches store and world is told in order.
#pragma once

#include <string>
#include <vector>

#include "loop/engine.h"
#include "sim/virtual_clock.h"
#include "store/memory_store.h"

namespace golive::test {

using Deeds = std::vector<std::string>;

class ToldStore final : public Store {
 public:
  explicit ToldStore(Deeds& deeds) : deeds_(deeds) {}

  Result<std::vector<std::string>> logs() override { return kept_.logs(); }
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override {
    return kept_.read(log, after, limit);
  }
  Result<std::optional<Record>> last(const std::string& log) override { return kept_.last(log); }
  Result<std::string> text(const std::string& hash) override { return kept_.text(hash); }
  Result<void> append(const std::vector<LogAppend>& appends) override;
  Result<std::string> put_text(const std::string& text) override { return kept_.put_text(text); }

  bool broken = false;

 private:
  Deeds& deeds_;
  MemoryStore kept_;
};

// Each body asks for the process "./do", and has succeeded once that has.
class FakeBodies final : public BodyHost {
 public:
  explicit FakeBodies(Inbox& inbox) : inbox_(inbox) {}
  void start(const BodyStart& body) override;
  void deliver(const RunId& run, const AttemptId& id, const EffectKey& key,
               const std::string& outcome, Instant at) override;
  void stop(const RunId& run, const AttemptId& id) override;
  void work() override {}
  [[nodiscard]] bool busy() const override { return false; }

  bool ask_world = true;  // otherwise they succeed at once
  Deeds stopped;
  int held = 0;  // started, and not stopped

 private:
  Inbox& inbox_;
};

// Answers nothing by itself; asserts that whatever is asked of it is in the log.
class FakeWorld final : public World {
 public:
  FakeWorld(Store& store, Deeds& deeds) : store_(store), deeds_(deeds) {}
  void perform(const Performance& performance) override;
  void cancel(const RunId& run, const AttemptId& id, const EffectKey& key) override;
  void release(const RunId& run, const AttemptId& id, const EffectKey& key,
               EffectKind kind) override;
  void end_run(const RunId& run) override { over.push_back(run); }
  Fate fate(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {
    return whatever_was;
  }

  Fate whatever_was = Fate::unknown;
  std::vector<RunId> over;

 private:
  Store& store_;
  Deeds& deeds_;
};

// A phase "go-live" with the step "deploy", then a phase "opening" with the gate "open", which is
// held after 15 minutes, and requires a rehearsal of go-live within 7 days.
Plan release();
Timeline timeline_of(const Plan& plan);

const Actor starter{"ann", "test", {}, true};
const Actor lead{"lea", "test", {"lead"}, false};

// The answers to one command.
struct Heard {
  std::vector<Result<Answer>> answers;
  Reply reply() {
    return [this](Result<Answer> answer) { answers.push_back(std::move(answer)); };
  }
};

struct House {
  Deeds deeds;  // "append run-1 run-2", "perform ...", "cancel ..."
  ToldStore store{deeds};
  VirtualClock clock{parse_instant("2027-01-10T08:00:00.000Z").value()};
  Engine engine{store, clock};
  FakeBodies bodies{engine};
  FakeWorld world{store, deeds};
  Plan plan = release();

  House() { engine.use(bodies, world); }
  NewRun new_run(Mode mode = Mode::rehearsal) const;
  RunId create(Mode mode = Mode::rehearsal) {
    return engine.create(new_run(mode), starter).value();
  }
  void work_off() {
    while (engine.pending()) engine.turn();
  }
  void pass(Duration duration) { clock.move_to(clock.now() + duration); }
  // Its step has been done.
  void deploy(const RunId& run);
  std::vector<std::string> kinds(const std::string& log);
  const Run& run(const RunId& id) { return *engine.find(id); }
};

}  // namespace golive::test
