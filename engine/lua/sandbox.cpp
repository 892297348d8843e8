#include "lua/sandbox.h"

#include <cstdlib>
#include <new>
#include <utility>

#include "base/limits.h"
#include "lua/failure.h"
#include "lua/library.h"

namespace golive {
namespace {

// Rare enough to cost little; often enough that slow instructions (comparing long strings) do not
// add up to seconds between two looks at the processor's clock.
constexpr int hook_interval = 256;

constexpr std::uint64_t caught_steps = 300;     // an error raised and caught costs as much,
constexpr std::uint64_t caught_call_steps = 2;  // and for each call that it looks through

Sandbox*& owner_of(lua_State* thread) {
  return *static_cast<Sandbox**>(lua_getextraspace(thread));  // copied to each new thread
}

// How many calls are in each other, to the next power of two. Lua tells whether there are so many.
std::uint64_t calls_in_calls(lua_State* thread) {
  lua_Debug frame{};
  int level = 1;
  while (lua_getstack(thread, level, &frame) != 0) level *= 2;
  return static_cast<std::uint64_t>(level);
}

constexpr const char* overdue_what =
    "the code does not come to an end: it computes for far too long without contact with the world";

std::string megabytes(std::size_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

// Of what was in use after the last time; Lua's own is 200.
constexpr int collect_at_percent = 400;

}  // namespace

Sandbox::Sandbox() : lua_(lua_newstate(&Budget::allocate, &budget_)) {
  if (!lua_) throw std::bad_alloc();
  owner_of(lua_) = this;
  open_libraries(lua_);
  // A body is short, and its memory is bounded: it need not be searched for garbage each time it
  // has doubled.
  lua_gc(lua_, LUA_GCINC, collect_at_percent, 0, 0);
  lua_sethook(lua_, &Sandbox::on_count, LUA_MASKCOUNT, hook_interval);
}

Sandbox& Sandbox::of(lua_State* thread) { return *owner_of(thread); }

int Sandbox::resume(lua_State* thread, int arguments, int* results) {
  slice_end_.reset();
  budget_.begin();
  return run(thread, arguments, results);
}

int Sandbox::resume_slice(lua_State* thread, int arguments, int* results) {
  if (std::exchange(paused_, false))
    budget_.go_on();
  else
    budget_.begin();
  slice_end_ = budget_.spent() + limits::lua_slice;
  return run(thread, arguments, results);
}

int Sandbox::run(lua_State* thread, int arguments, int* results) {
  const int status = lua_resume(thread, lua_, arguments, results);
  if (paused_)
    budget_.pause();
  else
    budget_.end();
  return status == LUA_YIELD && exceeded() ? LUA_ERRRUN : status;
}

void Sandbox::on_count(lua_State* thread, lua_Debug*) {
  Sandbox& sandbox = of(thread);
  sandbox.spend(thread, hook_interval);
  if (sandbox.budget_.overdue()) sandbox.exceed(thread, overdue_what);
  if (!sandbox.slice_end_ || sandbox.budget_.spent() < *sandbox.slice_end_) return;
  if (!lua_isyieldable(thread)) return;
  sandbox.paused_ = true;
  lua_yield(thread, 0);
}

void Sandbox::spend(lua_State* thread, std::uint64_t steps) {
  if (!budget_.spend(steps)) exceed(thread, exceeded_what());
}

void Sandbox::exceed(lua_State* thread, const std::string& what) {
  if (place_.empty()) place_ = place_of(thread);
  if (what_.empty()) what_ = what;
  raise_at(thread, place_, what_);
}

// Raised again in each of many thousand pcalls, one in the other, it would take minutes: Lua looks
// through its whole stack for each. So the coroutine is left at once, for good; and what code
// catches itself costs it that look.
void Sandbox::pass_on(lua_State* thread, int status) {
  if (status != LUA_ERRMEM && !exceeded())
    return spend(thread, caught_steps + caught_call_steps * calls_in_calls(thread));
  if (!lua_isyieldable(thread)) exceed(thread, exceeded_what());
  if (place_.empty()) place_ = place_of(thread);
  if (what_.empty()) what_ = exceeded_what();
  lua_yield(thread, 0);
}

std::string Sandbox::exceeded_what() const {
  if (!what_.empty()) return what_;
  if (budget_.spent_out_in_all())
    return "the code computes too much: more than " +
           std::to_string(limits::lua_instructions_in_all / 1'000'000) +
           " million instructions in one attempt";
  if (budget_.spent_out())
    return "the code does not come to an end: more than " +
           std::to_string(limits::lua_instructions / 1'000'000) +
           " million instructions without contact with the world";
  return "the code needs more than " + megabytes(limits::lua_memory_bytes) + " of memory, or " +
         megabytes(limits::lua_memory_bytes / 4) + " for one value";
}

}  // namespace golive
