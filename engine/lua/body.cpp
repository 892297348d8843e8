#include "lua/body.h"

#include <nlohmann/json.hpp>

#include "base/canonical_json.h"
#include "base/limits.h"
#include "lua/body_result.h"
#include "lua/children.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/json_value.h"
#include "lua/slot_function.h"

namespace golive {
namespace {

constexpr char body_key = 0;  // its address, in the registry

std::vector<Effect> effects_of(const BodyStart& start) {
  const auto attempt = start.state->attempts.find(start.id);
  if (attempt == start.state->attempts.end()) return {};
  return attempt->second.effects;
}

// An engine before 0.1.0 left the time limit of a command that is polled out of the request: what
// it began goes on under this one.
bool is_asked_again(const Effect& effect, const std::string& request) {
  if (effect.request == request) return true;
  if (effect.kind != EffectKind::poll) return false;
  auto asked = nlohmann::json::parse(request, nullptr, false);
  const auto command = asked.find("exec");
  if (command == asked.end() || !command->is_object() || command->erase("timeout_ms") == 0)
    return false;
  return effect.request == canonical(asked);
}

}  // namespace

// A coroutine, and how far it is.
struct Body::Branch {
  std::string prefix;  // of its keys: "", "2/1."
  lua_State* thread;
  Branch* parent;
  Random random;
  int depth = parent == nullptr ? 0 : parent->depth + 1;  // within so many ctx:parallel
  int asked = 0;
  std::vector<Branch*> children = {};  // of the ctx:parallel it waits in
  std::size_t running = 0;             // of those, not ended
  int status = LUA_YIELD;
};

Body::Body(Inbox& inbox, const BodyStart& start, std::shared_ptr<const RunbookText> text)
    : inbox_(inbox),
      facts_(facts_of(start)),
      record_(effects_of(start)),
      script_(std::move(text), false),
      now_(facts_.started_at) {
  lua_pushlightuserdata(script_.lua(), this);
  lua_rawsetp(script_.lua(), LUA_REGISTRYINDEX, &body_key);
  for (const Effect* effect : record_.outcomes())
    handed_.push_back({effect->key, *effect->outcome, effect->outcome_at});
  to_replay_ = handed_.size();
}

Body::~Body() = default;

Body& Body::of(lua_State* lua) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &body_key);
  auto* body = static_cast<Body*>(lua_touserdata(lua, -1));
  lua_pop(lua, 1);
  return *body;
}

void Body::begin() {
  begun_ = true;
  if (auto evaluated = script_.evaluate(); !evaluated)
    return finish(false, to_line(evaluated.error()));
  start_branch();
  work();
}

void Body::deliver(const EffectKey& key, const std::string& outcome, Instant at) {
  handed_.push_back({key, outcome, at});
  if (!paused()) work();
}

void Body::go_on() {
  put_off_ = false;
  if (!begun_) return begin();
  if (paused_ != nullptr) resume(*std::exchange(paused_, nullptr), 0);
  work();
}

// The main branch: run_slot(function, ctx), and for a probe what it looks for.
void Body::start_branch() {
  lua_State* lua = script_.lua();
  if (!push_item(lua, Script::plan_index, facts_.text_index) ||
      !push_slot_function(lua, -1, facts_.id.slot))
    return finish(false, facts_.item + " has no " + std::string(text_of(facts_.id.slot)));
  Branch& branch = add_branch(lua, "", nullptr);
  lua_pushinteger(branch.thread, static_cast<lua_Integer>(facts_.id.slot));
  lua_pushcclosure(branch.thread, run_slot, 1);
  lua_xmove(lua, branch.thread, 1);
  push_ctx(branch.thread);
  if (const auto& doubted = facts_.doubted)
    push_json(branch.thread,
              {{"key", doubted->key},
               {"effect", text_of(doubted->kind)},
               {"idempotency_key", facts_.doubted_id},
               {"request", nlohmann::json::parse(doubted->request, nullptr, false)}});
  ready_.push_back(&branch);
}

// Takes a new coroutine; the registry keeps it alive until the body is gone.
Body::Branch& Body::add_branch(lua_State* lua, std::string prefix, Branch* parent) {
  lua_State* thread = lua_newthread(lua);
  luaL_ref(lua, LUA_REGISTRYINDEX);
  const std::string name = facts_.item + " " + std::string(text_of(facts_.id.slot)) + " " +
                           std::to_string(facts_.id.attempt) + " " + prefix;
  branches_.push_back(std::make_unique<Branch>(
      Branch{std::move(prefix), thread, parent, Random(facts_.seed, name)}));
  by_thread_[thread] = branches_.back().get();
  return *branches_.back();
}

Body::Branch& Body::branch_of(lua_State* lua) { return *by_thread_.at(lua); }

Random& Body::random(lua_State* lua) { return branch_of(lua).random; }

// One thing after the other, also across slices: what is done in which order must be the same when
// the body runs again.
void Body::work() {
  while (!ended_ && paused_ == nullptr) {
    if (!ready_.empty()) {
      Branch& branch = *ready_.front();
      ready_.pop_front();
      // A branch that waited for others finds nothing on the stack; a new one its function and ctx.
      const bool fresh = lua_status(branch.thread) == LUA_OK;
      resume(branch, fresh ? lua_gettop(branch.thread) - 1 : 0);
    } else if (to_replay_ == 0 && !replayed_) {
      end_replay();
    } else if (!handed_.empty()) {
      const Outcome outcome = std::move(handed_.front());
      handed_.pop_front();
      hand_over(outcome);
    } else {
      return;
    }
  }
}

void Body::resume(Branch& branch, int arguments) {
  int results = 0;
  const int status = script_.sandbox().resume_slice(branch.thread, arguments, &results);
  if (status != LUA_YIELD)
    branch_ended(branch, status);
  else if (script_.sandbox().paused())
    paused_ = &branch;
}

void Body::branch_ended(Branch& branch, int status) {
  branch.status = status;
  if (ended_) return;  // diverged
  if (status == LUA_ERRMEM || script_.sandbox().exceeded())
    return fail_with(read_failure(branch.thread, status));
  if (branch.parent) {
    if (--branch.parent->running == 0) ready_.push_back(branch.parent);
    return;
  }
  if (const Effect* missed = record_.missed())
    return diverge(missed->key, shown(missed->kind, missed->request), "");
  if (status != LUA_OK) return fail_with(read_failure(branch.thread, status));
  finish(true, lua_tostring(branch.thread, -1));
}

void Body::hand_over(const Outcome& outcome) {
  const bool recorded = to_replay_ > 0;
  if (recorded) --to_replay_;
  const auto found = waiting_.find(outcome.key);
  if (found == waiting_.end()) {
    if (!recorded) return;
    const Effect& effect = *record_.find(outcome.key);
    return diverge(effect.key, shown(effect.kind, effect.request), "");
  }
  Branch& branch = *found->second;
  waiting_.erase(found);
  now_ = outcome.at;
  outcome_ = &outcome.text;
  resume(branch, 0);
  outcome_ = nullptr;
}

void Body::end_replay() {
  replayed_ = true;
  if (const Effect* missed = record_.missed())
    diverge(missed->key, shown(missed->kind, missed->request), "");
}

EffectKey Body::next_key(lua_State* lua) {
  if (!lua_isyieldable(lua))
    raise(lua,
          "ctx cannot be used inside a function called by string.gsub, table.sort or a metamethod");
  if (++asked_ > limits::body_effects)
    script_.sandbox().exceed(
        lua, "the body asks for more than " + std::to_string(limits::body_effects) + " effects");
  Branch& branch = branch_of(lua);
  return branch.prefix + std::to_string(++branch.asked);
}

const Effect* Body::recorded(lua_State* lua, const EffectKey& key, EffectKind kind,
                             const std::string& request) {
  if (request.size() > limits::request_bytes)
    raise(lua, "ctx:" + std::string(text_of(kind)) + " is given more than " +
                   std::to_string(limits::request_bytes >> 10) + " KB");
  asked_bytes_ += request.size();
  if (asked_bytes_ > limits::lua_memory_bytes)
    script_.sandbox().exceed(lua, "what the body asks for is too large in all");
  const Effect* effect = record_.ask(key);
  if (effect && (effect->kind != kind || !is_asked_again(*effect, request))) {
    diverge(key, shown(effect->kind, effect->request), shown(kind, request));
    script_.sandbox().exceed(lua, "the body asks for something else than it did before");
  }
  return effect;
}

int Body::ask(lua_State* lua, EffectKind kind, const nlohmann::json& request, lua_KFunction then) {
  const EffectKey key = next_key(lua);
  std::string text = canonical(request);
  if (!recorded(lua, key, kind, text))
    inbox_.post(facts_.run, command::RequestEffect{facts_.id, key, kind, std::move(text), ""});
  waiting_[key] = &branch_of(lua);
  then_ = then;
  return waits;
}

int Body::wait(lua_State* lua) { return lua_yieldk(lua, 0, 0, of(lua).then_); }

std::string Body::last_asked(lua_State* lua) {
  const Branch& branch = branch_of(lua);
  return effect_id(facts_.id, branch.prefix + std::to_string(branch.asked));
}

std::string Body::record(lua_State* lua, EffectKind kind, const nlohmann::json& request,
                         const std::string& outcome) {
  const EffectKey key = next_key(lua);
  std::string text = canonical(request);
  if (const Effect* effect = recorded(lua, key, kind, text))
    return effect->outcome.value_or(outcome);
  inbox_.post(facts_.run, command::RequestEffect{facts_.id, key, kind, std::move(text), outcome});
  return outcome;
}

int Body::fork(lua_State* lua, int list, int ctx, lua_KFunction then) {
  const EffectKey key = next_key(lua);
  Branch& parent = branch_of(lua);
  // A branch's key names all that it is in.
  if (parent.depth >= limits::parallel_depth)
    raise(lua, "ctx:parallel: more than " + std::to_string(limits::parallel_depth) +
                   " are within each other");
  parent.children.clear();
  const auto count = static_cast<lua_Integer>(lua_rawlen(lua, list));
  for (lua_Integer index = 1; index <= count; ++index) {
    Branch& child = add_branch(lua, key + "/" + std::to_string(index) + ".", &parent);
    lua_rawgeti(lua, list, index);
    lua_pushvalue(lua, ctx);
    lua_xmove(lua, child.thread, 2);
    parent.children.push_back(&child);
    ready_.push_back(&child);
  }
  parent.running = parent.children.size();
  if (parent.children.empty()) return 0;
  then_ = then;
  return waits;
}

int Body::join(lua_State* lua) {
  Branch& parent = branch_of(lua);
  const auto count = static_cast<int>(parent.children.size());
  luaL_checkstack(lua, count + 10, "too many branches");
  for (Branch* child : parent.children)
    if (child->status != LUA_OK) raise_again(lua, child->thread, child->status);
  for (Branch* child : parent.children) {
    lua_settop(child->thread, 1);  // its first value, or nil
    lua_xmove(child->thread, lua, 1);
  }
  return count;
}

void Body::finish(bool ok, std::string result_or_error) {
  ended_ = true;
  inbox_.post(facts_.run, command::FinishBody{facts_.id, ok, std::move(result_or_error)});
}

void Body::fail_with(Error error) {
  if (error.place.empty()) error.place = facts_.plan->items[facts_.id.item].place;
  finish(false, to_line(error));
}

void Body::diverge(const EffectKey& key, std::string expected, std::string asked) {
  ended_ = true;
  inbox_.post(facts_.run,
              command::BodyDiverged{facts_.id, key, std::move(expected), std::move(asked)});
}

}  // namespace golive
