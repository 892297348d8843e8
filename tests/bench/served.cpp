#include "served.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "ground.h"
#include "sample.h"

namespace golive::bench {
namespace {

constexpr std::chrono::microseconds look_every{100};
constexpr double patience_s = 300;

}  // namespace

Served::Served(const std::filesystem::path& folder)
    : folder_(folder),
      reader_(must(SqliteReader::open(folder / "golive.db"))),
      process_({Ground::program("golive"), "serve", "--no-door", "--data", folder},
               folder / "serve.out") {}

void Served::until_recorded(const std::string& run, const std::string& kind) {
  const Stopwatch watch;
  for (std::uint64_t seen = 0;;) {
    const auto records = must(reader_->read(run, seen, SIZE_MAX));
    if (std::any_of(records.begin(), records.end(),
                    [&](const Record& record) { return record.kind == kind; }))
      return;
    if (!records.empty()) seen = records.back().seq;
    if (watch.seconds() > patience_s || !process_.lives())
      throw std::runtime_error("golive serve does not go on: see " + folder_.string());
    std::this_thread::sleep_for(look_every);
  }
}

std::filesystem::path copy_of(const std::filesystem::path& folder) {
  const auto copy = Ground::fresh();
  for (const char* file : {"golive.db", "golive.db-wal"})
    if (std::filesystem::exists(folder / file))
      std::filesystem::copy_file(folder / file, copy / file);
  return copy;
}

}  // namespace golive::bench
