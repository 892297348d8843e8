#include "api/past_check.h"

#include <vector>

#include "base/limits.h"
#include "core/chain.h"
#include "store/sqlite_reader.h"

namespace golive {

struct PastCheck::Work {
  uv_work_t work{};
  PastCheck* check = nullptr;  // null: nobody waits for it any more
  Engine* engine = nullptr;
  std::filesystem::path database;
  std::vector<RunId> runs;
  std::atomic<bool> given_up = false;
  Result<void> found = {};

  Result<void> verify_all() {
    const auto reader = SqliteReader::open(database);
    if (!reader) return {};  // a disk that cannot be read, the engine meets itself
    // A log whose end was cut off is a good one, and may even be under way again.
    const auto kept = (*reader)->check_all_kept();
    if (!kept && kept.error().kind == ErrorKind::conflict) return kept;
    for (const RunId& run : runs)
      if (auto fine = verify(**reader, run); !fine) return fine;
    return {};
  }

  Result<void> verify(LogReader& reader, const RunId& run) {
    ChainHead head(run);
    std::uint64_t after = 0;
    while (!given_up) {
      const auto page = reader.read(run, after, limits::events_page);
      if (!page) break;
      for (const Record& record : *page)
        if (!head.accepts(record)) return tl::unexpected(damaged(run, record.seq));
      if (page->size() < limits::events_page) break;
      after = page->back().seq;
    }
    return {};
  }
};

PastCheck::PastCheck(uv_loop_t& loop, Engine& engine, const std::filesystem::path& database)
    : work_(new Work) {
  work_->work.data = work_;
  work_->check = this;
  work_->engine = &engine;
  work_->database = database;
  work_->runs = engine.past();
  uv_queue_work(
      &loop, &work_->work,
      [](uv_work_t* queued) {
        auto& work = *static_cast<Work*>(queued->data);
        work.found = work.verify_all();
      },
      [](uv_work_t* queued, int) {
        const std::unique_ptr<Work> work(static_cast<Work*>(queued->data));
        if (!work->check) return;
        work->check->work_ = nullptr;
        if (!work->found) work->engine->stop_acting(work->found.error());
      });
}

PastCheck::~PastCheck() {
  if (!work_) return;
  work_->check = nullptr;
  work_->given_up = true;
}

}  // namespace golive
