// Sandbox: one Lua state for code that nobody trusts: deterministic (no clock, chance, address or
// file in it) and bounded (memory, instructions, patterns). A fresh one for each load of a plan and
// each attempt. What goes over a limit ends the whole sandbox: no pcall inside can catch it.
// Belongs to one thread.
#pragma once

#include <lua.hpp>
#include <optional>
#include <string>

#include "lua/budget.h"

namespace golive {

class Sandbox {
 public:
  Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  // The main thread: for building tables, not for running authors' code.
  [[nodiscard]] lua_State* lua() const { return lua_; }
  static Sandbox& of(lua_State* thread);

  // Runs authors' code: a function and `arguments` values on top of `thread`. The only way in; as
  // lua_resume, but within the budget. After a failure `thread` still shows where it was.
  int resume(lua_State* thread, int arguments, int* results);
  // The same, but after limits::lua_slice it stops with LUA_YIELD and is paused(): then it is to be
  // resumed without arguments, before anything else of this sandbox is. What C has called (a
  // function for string.gsub) is not stopped.
  int resume_slice(lua_State* thread, int arguments, int* results);
  [[nodiscard]] bool paused() const { return paused_; }

  // While it lives, a C function that the code has called works at the engine's expense. Nothing of
  // this sandbox's state may be touched meanwhile.
  class Outside {
   public:
    explicit Outside(lua_State* thread) : budget_(of(thread).budget_) { budget_.pause(); }
    ~Outside() { budget_.go_on(); }
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;

   private:
    Budget& budget_;
  };

  // Counts work done in C; raises when it is too much.
  void spend(lua_State* thread, std::uint64_t steps);
  // Raises what no pcall catches.
  [[noreturn]] void exceed(lua_State* thread, const std::string& what);
  // To be called where an error was caught: raises it again if it is a limit's.
  void pass_on(lua_State* thread, int status);

  [[nodiscard]] bool exceeded() const { return !what_.empty() || budget_.spent_out(); }
  [[nodiscard]] std::string exceeded_what() const;
  [[nodiscard]] const std::string& exceeded_place() const { return place_; }

 private:
  static void on_count(lua_State* thread, lua_Debug* frame);
  int run(lua_State* thread, int arguments, int* results);

  Budget budget_;
  // Not closed: all that it has goes with the budget's arena. No object in it has a finalizer that
  // would do more (authors' metatables may have none, see base_library.cpp).
  lua_State* lua_;
  std::optional<std::uint64_t> slice_end_ = {};  // by what is spent then
  bool paused_ = false;
  std::string what_, place_;  // of the limit that was hit
};

}  // namespace golive
