#include "trial.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "mutator.h"

namespace golive::fuzz {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int input_cpu_s = 5;    // of processor time: the machine may be busy
constexpr int input_wall_s = 60;  // for one that waits for something

// What parent and child both see.
struct Sheet {
  std::size_t inputs, accepted, size;
  char input[input_bytes];
};

class SharedSheet {
 public:
  SharedSheet()
      : memory_(mmap(nullptr, sizeof(Sheet), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
                     0)) {
    if (memory_ == MAP_FAILED) throw std::bad_alloc();
  }
  SharedSheet(const SharedSheet&) = delete;
  SharedSheet& operator=(const SharedSheet&) = delete;
  ~SharedSheet() { munmap(memory_, sizeof(Sheet)); }
  Sheet* operator->() const { return static_cast<Sheet*>(memory_); }

 private:
  void* memory_;
};

bool feed(const Reader& reader, std::string_view input, const SharedSheet& sheet) {
  sheet->size = std::min(input.size(), input_bytes);
  std::copy_n(input.data(), sheet->size, sheet->input);
  const itimerval limit{{0, 0}, {input_cpu_s, 0}};
  setitimer(ITIMER_PROF, &limit, nullptr);
  alarm(input_wall_s);
  const bool accepted = reader.accepts(input);
  ++sheet->inputs;
  if (accepted) ++sheet->accepted;
  return accepted;
}

void feed_many(const Reader& reader, std::uint64_t seed, std::chrono::milliseconds time,
               const SharedSheet& sheet) {
  const auto end = Clock::now() + time;
  for (const auto& good : reader.seeds) hold(feed(reader, good, sheet), "every seed is accepted");
  Mutator mutator(reader, seed);
  while (Clock::now() < end) {
    auto input = mutator.next();
    if (feed(reader, input, sheet)) mutator.keep(std::move(input));
  }
}

std::string failure_of(int status) {
  if (WIFEXITED(status))
    return WEXITSTATUS(status) == 0 ? "" : fmt::format("exit code {}", WEXITSTATUS(status));
  switch (WTERMSIG(status)) {
    case SIGPROF:
      return fmt::format("not read within {} s", input_cpu_s);
    case SIGALRM:
      return fmt::format("not read within {} s, and idle", input_wall_s);
    default:
      return fmt::format("ended by signal {}", WTERMSIG(status));
  }
}

template <class Work>
Verdict in_child(const Work& work) {
  const SharedSheet sheet;
  std::fflush(nullptr);
  const auto child = fork();
  if (child < 0) return {.failure = "no process could be started"};
  if (child == 0) {
    work(sheet);
    std::exit(0);  // where leaks are looked for
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return {sheet->inputs, sheet->accepted, failure_of(status),
          std::string(sheet->input, sheet->size)};
}

}  // namespace

Verdict try_reader(const Reader& reader, std::uint64_t seed, std::chrono::milliseconds time) {
  return in_child([&](const SharedSheet& sheet) { feed_many(reader, seed, time, sheet); });
}

Verdict try_input(const Reader& reader, std::string_view input) {
  return in_child([&](const SharedSheet& sheet) { feed(reader, input, sheet); });
}

}  // namespace golive::fuzz
