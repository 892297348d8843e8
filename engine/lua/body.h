// Body: the code of one attempt, running. Its branches (one, and those of ctx:parallel) are
// coroutines that stop where they ask the world for something and go on when the outcome is handed
// in. What they asked before, in an earlier life of the engine, is held against the record; the
// rest is posted to the inbox.
#pragma once

#include <deque>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <unordered_map>
#include <vector>

#include "lua/body_facts.h"
#include "lua/effect_record.h"
#include "lua/random.h"
#include "lua/script.h"

namespace golive {

class Body {
 public:
  Body(Inbox& inbox, const BodyStart& start, std::shared_ptr<const RunbookText> text);
  ~Body();
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  // What would run now waits for go_on(): others have their turn.
  void put_off() { put_off_ = true; }
  // Runs up to the first effects that have no outcome, with the record's outcomes, or for a slice
  // of time. Once, by go_on() if it was put off.
  void begin();
  // What comes while it is paused() waits until it has gone on.
  void deliver(const EffectKey& key, const std::string& outcome, Instant at);
  // A further slice of a body that is paused().
  void go_on();
  // It was put off, or has computed for a slice and not come to an effect or an end.
  [[nodiscard]] bool paused() const { return (put_off_ || paused_ != nullptr) && !ended_; }
  // Its end has been posted; nothing more comes.
  [[nodiscard]] bool ended() const { return ended_; }

  // For the functions of ctx, on the coroutine that calls them.
  static Body& of(lua_State* lua);
  [[nodiscard]] const BodyFacts& facts() const { return facts_; }
  [[nodiscard]] Instant now() const { return now_; }
  Random& random(lua_State* lua);
  // What a function of ctx returns when its branch is to stop; then call wait(), with nothing on
  // the C++ stack to destroy: Lua, built as C++, stops a branch by an exception, and each frame
  // that it has to clean up on its way takes longer than all that the function did.
  static constexpr int waits = -1;
  static int wait(lua_State* lua);
  // Gives `waits`, until the outcome is there; `then` takes it from outcome().
  int ask(lua_State* lua, EffectKind kind, const nlohmann::json& request, lua_KFunction then);
  // The outcome that the body goes on with, JSON text, until the function that asked has returned.
  [[nodiscard]] const std::string& outcome() const { return *outcome_; }
  // The id (core/effect.h) of what this coroutine asked for last.
  std::string last_asked(lua_State* lua);
  // Records what is done at once. The outcome as recorded, which the body shall see.
  std::string record(lua_State* lua, EffectKind kind, const nlohmann::json& request,
                     const std::string& outcome);
  // Runs the functions in the table at `list` side by side, each given the value at `ctx`; `then`
  // finds nothing on the stack, and calls join().
  int fork(lua_State* lua, int list, int ctx, lua_KFunction then);
  // Pushes what the branches returned, or raises the first one's error.
  int join(lua_State* lua);

 private:
  struct Branch;
  struct Outcome {
    EffectKey key;
    std::string text;
    Instant at;
  };
  void start_branch();
  void work();
  void resume(Branch& branch, int arguments);
  void branch_ended(Branch& branch, int status);
  void hand_over(const Outcome& outcome);
  void end_replay();
  EffectKey next_key(lua_State* lua);
  // The record's effect, if this one was asked for before; stops the body if it was another.
  const Effect* recorded(lua_State* lua, const EffectKey& key, EffectKind kind,
                         const std::string& request);
  void finish(bool ok, std::string result_or_error);
  void fail_with(Error error);
  void diverge(const EffectKey& key, std::string expected, std::string asked);
  Branch& branch_of(lua_State* lua);
  Branch& add_branch(lua_State* lua, std::string prefix, Branch* parent);

  Inbox& inbox_;
  BodyFacts facts_;
  EffectRecord record_;
  Script script_;
  std::vector<std::unique_ptr<Branch>> branches_;
  std::unordered_map<lua_State*, Branch*> by_thread_;
  std::map<EffectKey, Branch*> waiting_;
  std::deque<Branch*> ready_;
  std::deque<Outcome> handed_ = {};  // not yet taken; those of the record first
  std::size_t to_replay_ = 0;        // so many of these are of the record
  bool begun_ = false, put_off_ = false, replayed_ = false;
  Branch* paused_ = nullptr;
  Instant now_;
  const std::string* outcome_ = nullptr;  // while a branch goes on with it
  lua_KFunction then_ = nullptr;          // of the branch that is about to stop
  int asked_ = 0;
  std::size_t asked_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace golive
