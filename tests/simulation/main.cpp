// simulation RUNS SEED: that many runs, the first by that seed, the next by the one after it.
// simulation --tell SEED: one run, with its runbook and all that happened.
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <functional>
#include <map>

#include "simulation/trial.h"

using namespace golive;
using namespace golive::simulation;

namespace {

constexpr int failed = 1, misused = 2;
std::uint64_t seed_now = 0;  // for who ends the program in the midst of a run

void tell_seed(int) {
  const std::string text = fmt::format("simulate: FAILED: ended by itself, seed {}\n", seed_now);
  if (write(STDERR_FILENO, text.data(), text.size()) < 0) _exit(misused);
  _exit(failed);
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Outcome play(std::uint64_t seed, const Trouble& trouble) { return Trial(seed, trouble).run(); }

// The same law, up to what it names.
bool same_law(const std::string& a, const std::string& b) {
  return a.substr(0, a.find(':')) == b.substr(0, b.find(':'));
}

// Less trouble, as long as the same law breaks.
std::pair<Trouble, Outcome> shrink(std::uint64_t seed, Outcome outcome) {
  Trouble least;
  const auto leave_out = [&](const std::function<void(Trouble&)>& change) {
    Trouble less = least;
    change(less);
    Outcome again = play(seed, less);
    if (again.broken.empty() || !same_law(again.broken, outcome.broken)) return;
    least = less;
    outcome = std::move(again);
  };
  leave_out([](Trouble& t) { t.crashes = false; });
  leave_out([](Trouble& t) { t.divergence = false; });
  leave_out([](Trouble& t) { t.losses = false; });
  leave_out([](Trouble& t) { t.late = false; });
  leave_out([](Trouble& t) { t.nonsense = false; });
  for (std::size_t less = 32; less > 0; less /= 2)
    leave_out([&](Trouble& t) { t.steps -= std::min(less, t.steps); });
  return {least, std::move(outcome)};
}

void tell(const Outcome& outcome) {
  fmt::print("{}", outcome.runbook);
  for (const auto& line : outcome.lines) fmt::print("{}\n", line);
}

void report(std::uint64_t seed, const Outcome& outcome) {
  const auto [trouble, least] = shrink(seed, outcome);
  fmt::print("simulate: FAILED with seed {}: {}\n", seed, outcome.broken);
  fmt::print("simulate: {} steps{}{}{}{}{}\n", trouble.steps, trouble.crashes ? ", crashes" : "",
             trouble.losses ? ", losses" : "", trouble.late ? ", late reports" : "",
             trouble.divergence ? ", divergence" : "", trouble.nonsense ? ", nonsense" : "");
  tell(least);
}

int simulate(std::uint64_t runs, std::uint64_t seed) {
  const auto begin = std::chrono::steady_clock::now();
  std::map<std::string, std::size_t> ends, broken;
  std::size_t engines = 0, events = 0;
  for (std::uint64_t last = seed + runs; seed < last; ++seed) {
    seed_now = seed;
    const Outcome outcome = play(seed, {});
    engines += outcome.engines;
    events += outcome.events;
    if (outcome.end) ++ends[std::string(golive::text_of(*outcome.end))];
    if (!outcome.loaded) ++ends["no good runbook"];
    if (outcome.broken.empty()) continue;
    const auto law = outcome.broken.substr(0, outcome.broken.find('\n'));
    if (broken[law.substr(0, law.find(':'))]++ == 0) report(seed, outcome);
  }
  const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin);
  fmt::print("simulate: {} runs, {} engines, {} events in {:.1f} s;", runs, engines, events,
             took.count());
  for (const auto& [end, times] : ends) fmt::print(" {} {}", times, end);
  fmt::print("\n");
  for (const auto& [law, times] : broken) fmt::print("simulate: BROKEN {} times: {}\n", times, law);
  return broken.empty() ? 0 : failed;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  const auto seed = words.size() == 2 ? number(words[1]) : std::nullopt;
  std::signal(SIGABRT, tell_seed);
  if (seed && words[0] == "--tell") {
    seed_now = *seed;
    const Outcome outcome = play(*seed, {});
    tell(outcome);
    return outcome.broken.empty() ? 0 : failed;
  }
  const auto runs = words.empty() ? std::nullopt : number(words[0]);
  if (runs && seed) return simulate(*runs, *seed);
  fmt::print(stderr, "usage: simulation RUNS SEED\n       simulation --tell SEED\n");
  return misused;
}
