#include "stage.h"

#include <fstream>

#include "api/wire.h"
#include "lua/body_host.h"
#include "rim/system_clock.h"
#include "sample.h"
#include "store/engine_lock.h"
#include "store/sqlite_store.h"

namespace golive::bench {
namespace {

constexpr double patience_s = 120;
constexpr Date day_j = std::chrono::year(2026) / 1 / 15;  // over: nothing waits for its time

// The outcome comes by the inbox, as that of every world.
class AtOnce final : public World {
 public:
  explicit AtOnce(Inbox& inbox) : inbox_(inbox) {}
  void perform(const Performance& performance) override {
    inbox_.post(performance.run,
                command::FinishEffect{performance.id, performance.key,
                                      R"({"code":0,"err":"","ms":0,"out":"","truncated":false})"});
  }
  void cancel(const RunId&, const AttemptId&, const EffectKey&) override {}
  void release(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {}
  void end_run(const RunId&) override {}
  Fate fate(const RunId&, const AttemptId&, const EffectKey&, EffectKind) override {
    return Fate::unknown;
  }

 private:
  Inbox& inbox_;
};

class RealParts final : public Parts {
 public:
  RealParts(const DataDir& dir, uv_loop_t& loop) : wire_(must(Wire::connect(dir, loop))) {}
  Engine& engine() override { return wire_->engine(); }
  Store& store() override { return wire_->store(); }
  Clock& clock() override { return wire_->clock(); }

 private:
  std::unique_ptr<Wire> wire_;
};

class AtOnceParts final : public Parts {
 public:
  explicit AtOnceParts(const DataDir& dir)
      : lock_(must(EngineLock::take(dir))),
        store_(must(SqliteStore::open(dir.database()))),
        engine_(*store_, clock_),
        bodies_(engine_, [this](const std::string& hash) { return store_->text(hash); }),
        world_(engine_) {
    engine_.use(bodies_, world_);
    must(engine_.open(lock_.epoch()));
  }
  Engine& engine() override { return engine_; }
  Store& store() override { return *store_; }
  Clock& clock() override { return clock_; }

 private:
  EngineLock lock_;
  std::unique_ptr<SqliteStore> store_;
  SystemClock clock_;
  Engine engine_;
  LuaBodyHost bodies_;
  AtOnce world_;
};

}  // namespace

const Actor starter{"lea", "terminal", {}, true};
const Actor decider{"amelie", "terminal", {"ops"}, false};

Stage::Loop::Loop() { uv_loop_init(&loop); }
Stage::Loop::~Loop() {
  uv_run(&loop, UV_RUN_DEFAULT);  // the handles close
  uv_loop_close(&loop);
}

Stage::Stage(const std::filesystem::path& folder, Assemble assemble)
    : folder_(folder),
      parts_(assemble(folder, loop_.loop)),
      turns_(std::make_unique<TurnLoop>(loop_.loop, engine(), parts_->clock())),
      look_(open_handle(uv_timer_init, loop_.loop, this)) {
  uv_timer_start(
      look_.get(), [](uv_timer_t*) {}, 1'000, 1'000);
}
Stage::~Stage() = default;

std::unique_ptr<Stage> Stage::real(const std::filesystem::path& folder) {
  return std::unique_ptr<Stage>(
      new Stage(folder, [](const auto& path, uv_loop_t& loop) -> std::unique_ptr<Parts> {
        return std::make_unique<RealParts>(must(DataDir::create(path)), loop);
      }));
}

std::unique_ptr<Stage> Stage::at_once(const std::filesystem::path& folder) {
  return std::unique_ptr<Stage>(
      new Stage(folder, [](const auto& path, uv_loop_t&) -> std::unique_ptr<Parts> {
        return std::make_unique<AtOnceParts>(must(DataDir::create(path)));
      }));
}

NewRun Stage::prepare(const std::string& runbook) {
  const auto file = folder_ / "runbook.lua";
  std::ofstream(file) << runbook;
  auto prepared =
      must(prepare_run({std::filesystem::absolute(file), day_j, "", Mode::rehearsal, {}}));
  must(store().put_text(prepared.archive));
  return std::move(prepared.run);
}

RunId Stage::begin(const NewRun& run) { return must(engine().create(run, starter)); }

void Stage::until(const std::function<bool()>& is_so) {
  const Stopwatch watch;
  while (!is_so()) {
    uv_run(&loop_.loop, UV_RUN_ONCE);
    if (const auto& error = engine().storage_error()) throw std::runtime_error(to_line(*error));
    if (watch.seconds() > patience_s) throw std::runtime_error("it took more than two minutes");
  }
}

void Stage::until_ended(const RunId& run) {
  const Run& state = *engine().find(run);
  until([&] { return is_final(state); });
  if (state.final_state != RunState::completed) throw std::runtime_error("the run failed");
}

}  // namespace golive::bench
