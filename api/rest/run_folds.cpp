#include "api/rest/run_folds.h"

#include <thread>

#include "base/limits.h"
#include "store/sqlite_reader.h"

namespace golive::rest {
namespace {

constexpr Duration look_again = std::chrono::milliseconds(10);

}  // namespace

Result<LogReader*> RunFolds::reader() {
  if (!reader_) {
    auto opened = open_logs();
    if (!opened) return tl::unexpected<Error>(opened.error());
    reader_ = std::move(*opened);
  }
  return reader_.get();
}

Result<std::unique_ptr<LogReader>> RunFolds::open_logs() const {
  auto opened = SqliteReader::open(database_);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return std::unique_ptr<LogReader>(std::move(*opened));
}

Result<const Run*> RunFolds::fold(const RunId& id) {
  const auto log = reader();
  if (!log) return tl::unexpected<Error>(log.error());
  // Only a run that exists is remembered, whatever names strangers come with.
  const auto known = runs_.find(id);
  RunLog fresh(id);
  RunLog& fold = known != runs_.end() ? known->second : fresh;
  if (const auto read = fold.read_on(**log); !read) return tl::unexpected<Error>(read.error());
  if (known != runs_.end()) return &known->second.run();
  return &runs_.try_emplace(id, std::move(fresh)).first->second.run();
}

Result<void> RunFolds::show(const RunId& id, const std::function<void(const Run&)>& look) {
  return show_from(id, 0, look);
}

Result<void> RunFolds::show_from(const RunId& id, std::uint64_t seq,
                                 const std::function<void(const Run&)>& look) {
  const auto end = std::chrono::steady_clock::now() + limits::door_wait;
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      const auto run = fold(id);
      if (!run) return tl::unexpected<Error>(run.error());
      if ((*run)->seq >= seq || std::chrono::steady_clock::now() >= end) {
        look(**run);
        return {};
      }
    }
    std::this_thread::sleep_for(look_again);
  }
}

Result<void> RunFolds::show_all(const std::function<void(const Run&)>& look) {
  const std::lock_guard lock(mutex_);
  const auto log = reader();
  if (!log) return tl::unexpected<Error>(log.error());
  const auto ids = (*log)->logs();
  if (!ids) return tl::unexpected<Error>(ids.error());
  for (const auto& id : *ids) {
    const auto run = fold(id);
    if (!run) return tl::unexpected<Error>(run.error());
    look(**run);
  }
  return {};
}

Result<std::vector<Measured>> RunFolds::rehearsals(const Run& run) {
  const std::lock_guard lock(mutex_);
  const auto log = reader();
  if (!log) return tl::unexpected<Error>(log.error());
  return rehearsals_.beside(**log, run);
}

Measurements RunFolds::measurements(const RunId& id) {
  const std::lock_guard lock(mutex_);
  const auto run = fold(id);
  if (!run || is_final(**run)) return {};
  const auto rehearsals = rehearsals_.beside(*reader_, **run);
  return rehearsals ? measurements_of(*(*run)->plan, *rehearsals) : Measurements{};
}

Result<std::vector<Record>> RunFolds::records(const RunId& run, std::uint64_t after,
                                              std::size_t limit) {
  const std::lock_guard lock(mutex_);
  const auto log = reader();
  if (!log) return tl::unexpected<Error>(log.error());
  return (*log)->read(run, after, limit);
}

}  // namespace golive::rest
