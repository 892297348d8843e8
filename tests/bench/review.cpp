// review_s, review_mb, samples_mb: `golive report RUN j7-review` of a run with 100,000 events,
// whose 50 watches have looked every 10 s for seven days.
#include <fstream>
#include <thread>

#include "child.h"
#include "core/samples.h"
#include "figures.h"
#include "ground.h"
#include "log_copies.h"
#include "rim/output_path.h"
#include "runbook.h"
#include "sample.h"

namespace golive::bench {
namespace {

using namespace std::chrono_literals;

constexpr int times = 3, watches = 50, looks = 60'000, samples_a_seal = 256;
constexpr SamplesHead week{10s, std::chrono::days(7)};
constexpr double bytes_a_mb = 1e6;
const std::string run = "review-1";

std::string runbook() {
  std::string items;
  for (int step = 0; step < 6; ++step)
    items += "step \"work" + std::to_string(step) +
             "\" { effects = false, run = function(ctx) for i = 1, 8400 do ctx:log(\"line \" .. i) "
             "end end },\n";
  for (int watch = 0; watch < watches; ++watch)
    items += "watch \"w" + std::to_string(watch) +
             "\" { during = \"7d\", run = function(ctx) ctx:poll { exec = { \"true\" }, every = "
             "\"10s\", during = \"7d\" } end },\n";
  return runbook_of(items);
}

// A little late each, one in a thousand bad, the answers slower at noon.
void write_samples(const std::filesystem::path& path, int seed) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  SamplesWriter writer(week);
  file << writer.begin();
  auto at = must(parse_instant("2026-01-16T00:00:00.000Z"));
  for (int look = 0; look < looks; ++look) {
    at += 10s + Duration((look * 31 + seed) % 5);
    const bool bad = (look + seed) % 1'000 == 0;
    const auto ms = static_cast<std::uint32_t>(20 + (look * 7'919 + seed) % 400);
    file << writer.add({at, bad ? Seen::failed : Seen::ok, ms});
    if (look % samples_a_seal == 0 || bad) file << writer.seal();
  }
  file << writer.seal();
}

void make_run(const std::filesystem::path& folder) {
  LogCopies(folder, runbook(), is_final).write(folder, "review", 1);
  for (int watch = 0; watch < watches; ++watch)
    write_samples(
        output_path(folder / "output", run, "day/w" + std::to_string(watch), {}, "1") += ".samples",
        watch);
}

double megabytes_of(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder))
    bytes += static_cast<double>(file.file_size());
  return bytes / bytes_a_mb;
}

struct Review {
  double seconds = 0, megabytes = 0;
};

Review review(const std::filesystem::path& folder) {
  const auto golive = Ground::program("golive").string(), data = folder.string(),
             made = (Ground::fresh() / "review.html").string();
  const Stopwatch watch;
  const Child child({golive, "--data", data, "report", run, "j7-review", "-o", made},
                    Ground::fresh() / "log");
  double most = 0;
  while (child.lives()) {
    most = std::max(most, child.peak_megabytes());
    std::this_thread::sleep_for(2ms);
  }
  if (std::filesystem::file_size(made) < 1'000)
    throw std::runtime_error("the review was not made: see " + data);
  return {watch.seconds(), most};
}

}  // namespace

std::vector<Measured> measure_review() {
  const auto folder = Ground::kept("review", make_run);
  std::vector<double> seconds, megabytes;
  for (int i = 0; i < times; ++i) {
    const auto one = review(folder);
    seconds.push_back(one.seconds);
    megabytes.push_back(one.megabytes);
  }
  return {{median(seconds)}, {median(megabytes)}, {megabytes_of(folder / "output" / run)}};
}

}  // namespace golive::bench
