// Budget: what one resume of sandboxed code may use: instructions (work in C counts too) and
// memory; and what all resumes together may, which a restarted engine has to go through again.
// Counted, not timed, so that the same code ends at the same place everywhere, also on a machine
// that is slow today; processor time is only the backstop, far off, for what escapes the count
// (comparing long strings). Does not raise: the sandbox does, at a place that has a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "lua/arena.h"

namespace golive {

class Budget {
 public:
  // Between begin() and end() the limits hold; outside them the engine's own use is free.
  void begin();
  void end() { running_ = false; }
  // Between them the engine works for the code, which pays nothing for it.
  void pause();
  void go_on();

  [[nodiscard]] std::uint64_t spent() const { return spent_; }  // since begin()

  // Counts `steps` of work, in units of one instruction. False: too much, end it.
  bool spend(std::uint64_t steps);
  // Whether the processor has been at it for far longer than what was counted takes. Costs a system
  // call.
  bool overdue();
  [[nodiscard]] bool spent_out() const { return spent_out_; }
  [[nodiscard]] bool spent_out_in_all() const;

  // Lua's allocator; `self` is a Budget.
  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);

 private:
  [[nodiscard]] bool may_grow(std::size_t from, std::size_t to);

  bool running_ = false, spent_out_ = false;
  std::uint64_t spent_ = 0, in_all_ = 0;  // since begin(), and ever
  std::size_t bytes_ = 0;
  Arena arena_;
  // Since the first look at the clock, not since begin(): most resumes are over before one is due.
  std::optional<std::int64_t> began_ns_ = {};
  std::int64_t paused_ns_ = 0;
};

}  // namespace golive
