#include "log_copies.h"

#include "core/codec.h"
#include "loop/batch.h"
#include "sample.h"
#include "store/sqlite_store.h"

namespace golive::bench {
namespace {

constexpr int runs_a_commit = 50;

}  // namespace

LogCopies::LogCopies(const std::filesystem::path& folder, const std::string& runbook,
                     const std::function<bool(const Run&)>& is_so) {
  const auto stage = Stage::at_once(folder);
  const auto id = stage->begin(stage->prepare(runbook));
  const Run& run = *stage->engine().find(id);
  stage->until([&] { return is_so(run); });
  for (const auto& record : must(stage->store().read(id, 0, SIZE_MAX)))
    events_.push_back(must(event_from_record(record)));
}

void LogCopies::write(const std::filesystem::path& folder, const std::string& name, int count,
                      std::size_t events) const {
  const auto store = must(SqliteStore::open(folder / "golive.db"));
  std::vector<Record> records;
  for (std::size_t i = 0; i < std::min(events, events_.size()); ++i)
    records.push_back(to_record(events_[i]));
  Event created = events_.at(0);
  Batch batch;
  for (int i = 1; i <= count; ++i) {
    const auto id = name + "-" + std::to_string(i);
    std::get<event::RunCreated>(created.body).run = id;
    records[0] = to_record(created);
    Batch::Log& log = batch.log(id);
    for (const auto& record : records) batch.add(log, record);
    if (i % runs_a_commit == 0 || i == count) must(batch.flush(*store));
  }
}

}  // namespace golive::bench
