#include "core/run.h"

#include <algorithm>

namespace golive {
namespace {

bool leaf_is_done(const ItemRun& item) {
  switch (item.state) {
    case ItemState::succeeded:
    case ItemState::skipped:
    case ItemState::approved:
    case ItemState::waived:
      return true;
    case ItemState::failed:
      return item.proceeds;
    case ItemState::waiting:
    case ItemState::ready:
    case ItemState::running:
    case ItemState::in_doubt:
    case ItemState::undoing:
    case ItemState::undone:
    case ItemState::undo_failed:
    case ItemState::closed:
    case ItemState::open:
    case ItemState::held:
    case ItemState::refused:
    case ItemState::lapsed:
      return false;
  }
  return false;
}

bool is_untouched(ItemState state) {
  return state == ItemState::waiting || state == ItemState::closed;
}

std::optional<ItemIndex> cause_of(const Run& run, const Trigger& trigger) {
  if (trigger.kind == Trigger::Kind::any_of) {
    for (const Trigger& part : trigger.parts)
      if (auto cause = cause_of(run, part)) return cause;
    return std::nullopt;
  }
  const Item* item = find_item(*run.plan, trigger.item);
  if (!item) return std::nullopt;
  const auto holder = static_cast<ItemIndex>(item - run.plan->items.data());
  for (ItemIndex index = holder; index < run.plan->items.size(); ++index)
    if (is_within(*run.plan, index, holder) && is_leaf(run.plan->items[index]) &&
        run.items[index].state == ItemState::failed)
      return index;
  return std::nullopt;
}

}  // namespace

bool is_final(const Run& run) { return run.final_state.has_value(); }

bool rolling_back(const Run& run) { return run.rollback && !run.rollback->ended; }

std::vector<ItemIndex> blocking_holds(const Run& run) {
  std::vector<ItemIndex> holds;
  for (const ItemIndex item : run.holds) {
    const bool undoing = run.items[item].attempts[static_cast<int>(Slot::undo)] > 0;
    const bool concerns = rolling_back(run) ? undoing
                          : run.active_contingency
                              ? is_within(*run.plan, item, *run.active_contingency)
                              : true;
    if (concerns) holds.push_back(item);
  }
  return holds;
}

RunState state_of(const Run& run) {
  if (run.final_state) return *run.final_state;
  if (!run.started) return RunState::planned;
  if (run.paused) return RunState::paused;
  return blocking_holds(run).empty() ? RunState::running : RunState::held;
}

Instant run_time(const Run& run, Instant engine_time) { return engine_time + run.offset; }

bool is_done(const Run& run, ItemIndex index) {
  const Item& item = run.plan->items[index];
  if (item.kind == ItemKind::contingency)
    return run.items[index].contingency == ContingencyState::ended;
  if (is_leaf(item)) return leaf_is_done(run.items[index]);
  return std::all_of(item.children.begin(), item.children.end(),
                     [&](ItemIndex child) { return is_done(run, child); });
}

ItemState state_of(const Run& run, ItemIndex index) {
  const Item& item = run.plan->items[index];
  if (is_leaf(item)) return run.items[index].state;
  if (run.items[index].state == ItemState::failed) return ItemState::failed;  // its condition
  bool all_untouched = true, all_skipped = true, all_undone = true;
  for (const ItemIndex child : item.children) {
    const ItemState state = state_of(run, child);
    if (state == ItemState::in_doubt || state == ItemState::undo_failed) return state;
    if (state == ItemState::failed && !is_done(run, child)) return ItemState::failed;
    all_untouched = all_untouched && is_untouched(state);
    all_skipped = all_skipped && state == ItemState::skipped;
    all_undone = all_undone && state == ItemState::undone;
  }
  if (item.children.empty() || all_untouched) return ItemState::waiting;
  if (all_skipped) return ItemState::skipped;
  if (all_undone) return ItemState::undone;
  return is_done(run, index) ? ItemState::succeeded : ItemState::running;
}

bool asks_somebody(const WatchTold& watch) {
  return watch.verdict == WatchVerdict::inconclusive && !watch.answered && !watch.ended;
}

namespace {

WatchVerdict weight_of(const WatchTold& watch) {
  return watch.answered ? WatchVerdict::degraded : watch.verdict;
}

}  // namespace

const WatchTold* told_watch(const Run& run, ItemIndex item) {
  const WatchTold* worst = nullptr;
  for (auto attempt = run.attempts.lower_bound({item, Slot::action, 0});
       attempt != run.attempts.end() && attempt->first.item == item; ++attempt)
    for (const auto& [key, watch] : attempt->second.watches)
      if (!watch.ended && (!worst || weight_of(*worst) < weight_of(watch))) worst = &watch;
  return worst;
}

const WatchTold* bad_watch(const Run& run, ItemIndex item) {
  const WatchTold* told = told_watch(run, item);
  return told && told->verdict != WatchVerdict::ok ? told : nullptr;
}

bool asks_somebody(const Attempt& attempt) {
  return any_open(attempt, [](const Effect& effect) { return effect.kind == EffectKind::ask; }) ||
         std::any_of(attempt.watches.begin(), attempt.watches.end(),
                     [](const auto& watch) { return asks_somebody(watch.second); });
}

const Attempt* attempt_under_way(const Run& run, ItemIndex item, AttemptId* id) {
  const auto found = run.attempts.lower_bound(AttemptId{item, Slot::action, 0});
  if (found == run.attempts.end() || found->first.item != item) return nullptr;
  if (id) *id = found->first;
  return &found->second;
}

Effect* effect_of(Attempt& attempt, const EffectKey& key) {
  const auto found = attempt.places.find(key);
  return found == attempt.places.end() ? nullptr : &attempt.effects[found->second];
}

// It looks for the action; it knows nothing of an undo.
bool is_probed(const Run& run, const AttemptId& id, const Effect& effect) {
  const Item& item = run.plan->items[id.item];
  return item.has_probe && id.slot == Slot::action &&
         interruption_of(effect.request).value_or(item.interruption) == Interruption::probe;
}

std::optional<std::pair<AttemptId, EffectKey>> doubt_to_probe(const Run& run, ItemIndex item) {
  for (const auto& [id, attempt] : run.attempts) {
    if (id.item != item) continue;
    for (const auto place : attempt.open)
      if (const Effect& effect = attempt.effects[place];
          effect.in_doubt && is_probed(run, id, effect))
        return std::pair(id, effect.key);
  }
  return std::nullopt;
}

bool undo_in_doubt(const Run& run, ItemIndex item) {
  return run.items[item].state == ItemState::in_doubt &&
         std::any_of(run.attempts.begin(), run.attempts.end(), [&](const auto& attempt) {
           return attempt.first.item == item && attempt.first.slot == Slot::undo;
         });
}

std::optional<ItemIndex> trigger_cause(const Run& run, ItemIndex contingency) {
  const Item& item = run.plan->items[contingency];
  if (item.trigger)
    if (auto cause = cause_of(run, *item.trigger)) return cause;
  for (ItemIndex index = 0; index < run.plan->items.size(); ++index) {
    const Item& other = run.plan->items[index];
    if (other.on_failure == OnFailure::activate && other.activates == item.path &&
        run.items[index].state == ItemState::failed)
      return index;
  }
  return std::nullopt;
}

bool is_within(const Plan& plan, ItemIndex item, ItemIndex holder) {
  for (std::optional<ItemIndex> up = item; up; up = plan.items[*up].parent)
    if (*up == holder) return true;
  return false;
}

}  // namespace golive
