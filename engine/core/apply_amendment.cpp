// What becomes of a run whose plan is changed.
#include <set>
#include <string>
#include <utility>

#include "core/applier.h"
#include "core/readiness.h"

namespace golive {

Amendment* Applier::amendment(int number) {
  const auto place = static_cast<std::size_t>(number) - 1;
  return place < run_.amendments.size() ? &run_.amendments[place] : nullptr;
}

void Applier::end_amendment(int number, AmendmentState state, const std::string& why) {
  Amendment* ended = amendment(number);
  if (ended == nullptr) return;  // no log of golive's has it
  ended->state = state;
  ended->ended = now_;
  ended->why = why;
}

void Applier::operator()(const event::AmendmentProposed& e) {
  Amendment proposed{event_.actor, e.reason, e.plan, e.items, e.settings, e.has_effect, now_};
  proposed.seq = event_.seq;
  run_.amendments.push_back(std::move(proposed));
}

void Applier::operator()(const event::AmendmentDecided& e) {
  Amendment* decided = amendment(e.amendment);
  if (decided == nullptr) return;
  decided->decisions.push_back(
      {event_.actor, e.role, e.verdict, e.reason, {}, now_, e.subject, e.on_behalf_of});
  if (e.verdict == Verdict::no_go) end_amendment(e.amendment, AmendmentState::refused, e.reason);
}

void Applier::operator()(const event::AmendmentWithdrawn& e) {
  end_amendment(e.amendment, AmendmentState::withdrawn, e.reason);
}

void Applier::operator()(const event::AmendmentExpired& e) {
  end_amendment(e.amendment, AmendmentState::expired, e.why);
}

// What is done stays done. What was looked at for the old text is looked at again.
void Applier::operator()(const event::AmendmentApplied& e) {
  const Amendment* applied = amendment(e.amendment);
  if (applied == nullptr) return;
  const auto before = std::exchange(run_.plan, applied->plan);
  const auto times = std::exchange(run_.timeline, e.timeline);
  std::set<std::string> changed;
  for (const ItemChange& each : applied->items)
    if (each.change == Change::changed) changed.insert(each.item);
  if (applied->has_effect) run_.basis = run_.plan->hash;
  run_.items.resize(run_.plan->items.size());
  for (auto index = static_cast<ItemIndex>(before->items.size()); index < run_.items.size();
       ++index)
    at(index).state = fresh(index);
  for (ItemIndex index = 0; index < before->items.size(); ++index) {
    if (run_.plan->items[index].removed) {
      if (!before->items[index].removed)
        remove(index, "removed by amendment " + std::to_string(e.amendment));
      continue;
    }
    const bool is_same = !changed.contains(run_.plan->items[index].path) &&
                         times->items[index] == run_.timeline->items[index];
    if (is_same || !is_ahead(index)) continue;
    end_attempts(run_, [&](const AttemptId& id) { return id.item == index; });  // its condition
    at(index).when_met = false;
    at(index).late_is_fine = false;
    at(index).noted_late = false;
    if (at(index).state == ItemState::held && !is_gate(index)) wait_again(index);
  }
  end_amendment(e.amendment, AmendmentState::applied, {});
}

bool Applier::is_ahead(ItemIndex index) const {
  if (!is_leaf(run_.plan->items[index])) return state_of(run_, index) == ItemState::waiting;
  return is_unstarted(run_, index) || run_.items[index].state == ItemState::held;
}

void Applier::remove(ItemIndex index, const std::string& why) {
  settle(index, ItemState::skipped, why);
  at(index).decisions.clear();
  at(index).contingency = ContingencyState::dormant;
  release(index);
}

}  // namespace golive
