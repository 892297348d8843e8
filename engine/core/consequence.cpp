#include "core/consequence.h"

#include <algorithm>

namespace golive {
namespace {

constexpr int default_retries = 3;  // on_failure = "retry" without a number

}  // namespace

int allowed_retries(const Item& item) {
  if (item.retry.times > 0) return item.retry.times;
  return item.on_failure == OnFailure::retry ? default_retries : 0;
}

std::vector<EventBody> failure(const Run& run, const AttemptId& id, std::string error,
                               Instant now) {
  std::vector<EventBody> events{event::AttemptFailed{id, std::move(error)}};
  const Item& item = run.plan->items[id.item];
  if (id.slot == Slot::action && run.items[id.item].failures < allowed_retries(item))
    events.push_back(event::RetryScheduled{id.item, now + item.retry.every});
  return events;
}

std::vector<EventBody> activation(const Run& run, ItemIndex contingency, std::string role,
                                  std::string reason) {
  std::vector<EventBody> events{event::ContingencyActivated{contingency, std::move(role), reason}};
  if (!run.plan->items[contingency].rollback_after.empty()) return events;
  auto undoing = rollback_of(run, contingency, std::move(reason));
  std::move(undoing.begin(), undoing.end(), std::back_inserter(events));
  return events;
}

std::vector<EventBody> rollback_of(const Run& run, ItemIndex contingency, std::string reason) {
  const Item& item = run.plan->items[contingency];
  if (item.rollback_to.empty()) return {};
  const auto to = resolve_item(*run.plan, item.rollback_to);
  if (!to) return {};  // finish_plan() has made sure of it
  return rollback(run, *to, std::move(reason), contingency);
}

std::vector<EventBody> rollback(const Run& run, ItemIndex to, std::string reason,
                                std::optional<ItemIndex> answer) {
  const auto& order = run.started_order;
  const auto first = std::find_if(order.begin(), order.end(),
                                  [&](ItemIndex item) { return is_within(*run.plan, item, to); });
  std::vector<EventBody> events;
  std::vector<ItemIndex> items;
  for (auto item = order.end(); item != first;) {
    --item;
    if (answer && is_within(*run.plan, *item, *answer)) continue;
    // Whatever became of it since, it was begun: also one that is to be tried again, or was
    // skipped.
    if (run.items[*item].state == ItemState::undone) continue;
    // Its place is that of its last start; the first may have been earlier.
    if (std::find(items.begin(), items.end(), *item) != items.end()) continue;
    items.push_back(*item);
    AttemptId id;
    if (attempt_under_way(run, *item, &id) && run.items[*item].state == ItemState::running)
      events.push_back(event::AttemptFailed{id, "ended by the rollback"});
  }
  events.push_back(event::RollbackStarted{to, std::move(items), std::move(reason)});
  return events;
}

}  // namespace golive
