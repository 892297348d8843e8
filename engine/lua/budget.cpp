#include "lua/budget.h"

#include <ctime>

#include "base/limits.h"

namespace golive {
namespace {

// One allocation, with what is collected for it, costs about as much as this many instructions, and
// so does clearing or copying its bytes.
constexpr std::uint64_t allocation_steps = 8;
constexpr std::uint64_t bytes_per_step = 32;
constexpr std::size_t largest_bytes = limits::lua_memory_bytes / 4;
// Several times what a counted step takes: no busy machine is that slow.
constexpr std::int64_t slow_step_ns = 40;
constexpr std::int64_t most_counted_ns = 2'500'000'000;
constexpr std::int64_t uncounted_ns = 2'000'000'000;

std::int64_t processor_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

void Budget::begin() {
  running_ = true;
  spent_ = 0;
  began_ns_.reset();
}

void Budget::pause() {
  running_ = false;
  if (began_ns_) paused_ns_ = processor_ns();
}

void Budget::go_on() {
  running_ = true;
  if (began_ns_) *began_ns_ += processor_ns() - paused_ns_;
}

bool Budget::spend(std::uint64_t steps) {
  if (!running_) return !spent_out_;
  spent_ += steps;
  in_all_ += steps;
  if (spent_ > limits::lua_instructions || spent_out_in_all()) spent_out_ = true;
  return !spent_out_;
}

bool Budget::spent_out_in_all() const { return in_all_ > limits::lua_instructions_in_all; }

bool Budget::overdue() {
  if (!began_ns_) began_ns_ = processor_ns();
  const auto counted_ns =
      std::min(static_cast<std::int64_t>(spent_) * slow_step_ns, most_counted_ns);
  if (running_ && processor_ns() - *began_ns_ > counted_ns + uncounted_ns) spent_out_ = true;
  return spent_out_;
}

bool Budget::may_grow(std::size_t from, std::size_t to) {
  if (!running_) return true;
  if (!spend(allocation_steps + to / bytes_per_step)) return false;
  // Small pieces of ever other sizes may keep more from others than is in use.
  if (arena_.block_bytes() > 2 * limits::lua_memory_bytes) return false;
  return to <= largest_bytes && bytes_ - from + to <= limits::lua_memory_bytes;
}

void* Budget::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
  auto& budget = *static_cast<Budget*>(self);
  // Without a block, Lua hands in the kind of object instead of a size.
  const std::size_t held = block ? old_size : 0;
  if (new_size > held && !budget.may_grow(held, new_size)) return nullptr;
  void* fresh = budget.arena_.resize(block, held, new_size);
  if (fresh || new_size == 0) budget.bytes_ += new_size - held;
  return fresh;
}

}  // namespace golive
