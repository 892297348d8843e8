#include "api/wire.h"

#include "api/notice_post.h"
#include "lua/body_host.h"
#include "rim/system_clock.h"
#include "rim/unix_accounts.h"
#include "store/engine_lock.h"
#include "store/sqlite_store.h"

namespace golive {
namespace {

std::filesystem::path keeper_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "golive-keeper";
}

}  // namespace

// In the order in which they rest on each other.
struct Wire::Parts {
  EngineLock lock;
  std::unique_ptr<SqliteStore> store;
  TimedStore timed;
  SystemClock clock = {};
  UnixAccounts accounts = {};
  Engine engine;
  LuaBodyHost bodies;
  KeeperLink keeper;
  RealWorld world;
  NoticePost notices;
  EvidenceStore evidence;

  Parts(EngineLock taken, std::unique_ptr<SqliteStore> opened, const DataDir& dir, uv_loop_t& loop,
        const std::string& front, const Templates& templates)
      : lock(std::move(taken)),
        store(std::move(opened)),
        timed(*store),
        engine(timed, clock),
        bodies(engine, [this](const std::string& hash) { return store->text(hash); }),
        keeper(loop, {dir.path(), keeper_program()}, lock.epoch()),
        world(loop, engine, keeper, dir.output(), dir.sealed()),
        notices(loop, keeper, clock, {dir.database(), {front, dir.output(), templates}}),
        evidence(dir.evidence()) {
    engine.use(bodies, world);
    engine.send_by(notices);
    engine.know_people_by(accounts);
  }
};

Result<std::unique_ptr<Wire>> Wire::connect(const DataDir& dir, uv_loop_t& loop,
                                            const std::string& front, const Templates& templates) {
  auto lock = EngineLock::take(dir);
  if (!lock) return tl::unexpected<Error>(lock.error());
  auto store = SqliteStore::open(dir.database());
  if (!store) return tl::unexpected<Error>(store.error());
  const auto epoch = lock->epoch();
  auto parts =
      std::make_unique<Parts>(std::move(*lock), std::move(*store), dir, loop, front, templates);
  if (const auto found = parts->keeper.find(); !found) return tl::unexpected<Error>(found.error());
  if (const auto opened = parts->engine.open(epoch); !opened)
    return tl::unexpected<Error>(opened.error());
  parts->world.end_unclaimed();
  return std::unique_ptr<Wire>(new Wire(std::move(parts)));
}

Wire::Wire(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Wire::~Wire() = default;

Engine& Wire::engine() { return parts_->engine; }
Store& Wire::store() { return *parts_->store; }
const AppendTimes& Wire::append_times() { return parts_->timed.times(); }
Clock& Wire::clock() { return parts_->clock; }
EvidenceStore& Wire::evidence() { return parts_->evidence; }
RealWorld& Wire::world() { return parts_->world; }
bool Wire::busy() const { return parts_->world.busy(); }

}  // namespace golive
