// How long the work takes, as the plan has it.
#include <map>

#include "base/limits.h"
#include "core/lint_rules.h"

namespace golive::rule {
namespace {

// A gate has `within`, a watch `during`.
bool takes_time(const Item& item) {
  return item.kind == ItemKind::step || item.kind == ItemKind::task || item.kind == ItemKind::smoke;
}

}  // namespace

// Of a phase in which nothing has an estimate, the phase is told, once.
void estimate_missing(const Linted& linted, Findings& found) {
  std::map<ItemIndex, std::vector<ItemIndex>> missing;
  std::map<ItemIndex, std::size_t> all;
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    if (!takes_time(linted.item(index)) || !linted.is_main(index)) continue;
    if (!linted.times.on_day_j(index)) continue;
    const ItemIndex phase = linted.phase_of(index);
    ++all[phase];
    if (!linted.item(index).estimate) missing[phase].push_back(index);
  }
  for (const auto& [phase, items] : missing) {
    if (items.size() > 1 && items.size() == all[phase]) {
      found.about(linted.item(phase),
                  said(linted.item(phase)) + " is on day J, and none of its " +
                      counted_text(items.size(), "item") + " has an estimate",
                  "add estimate = \"5m\", so that somebody can say when it opens");
      continue;
    }
    for (const ItemIndex item : items)
      found.about(linted.item(item), said(linted.item(item)) + " is on day J and has no estimate",
                  "add estimate = \"5m\", so that somebody can say when it opens");
  }
}

void estimate_absurd(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    if (!item.estimate || !is_leaf(item)) continue;
    const std::string takes = said(item) + " is to take " + to_text(*item.estimate);
    if (*item.estimate == Duration::zero()) {
      found.about(item, takes, "write how long it takes, if in doubt too long");
      continue;
    }
    if (!linted.is_main(index)) {
      if (*item.estimate > limits::contingency_estimate_max)
        found.about(item,
                    takes + ", in a contingency, which takes " +
                        to_text(limits::contingency_estimate_max) + " at most",
                    "write how long it takes, or have it follow the contingency");
      continue;
    }
    const WallSpan phase = linted.times.of(linted.phase_of(index));
    if (!phase.start || !phase.end || *phase.end <= *phase.start) continue;
    const Duration lasts = std::chrono::minutes(*phase.end - *phase.start);
    if (*item.estimate > lasts)
      found.about(
          item,
          takes + ", and " + said(linted.item(linted.phase_of(index))) + " lasts " + to_text(lasts),
          "write how long it takes, or give the phase more days");
  }
}

void timeout_short(const Linted& linted, Findings& found) {
  for (const Item& item : linted.plan.items) {
    if (item.kind != ItemKind::step && item.kind != ItemKind::smoke) continue;
    const Duration timeout = item.timeout.value_or(limits::attempt_timeout);
    if (!item.estimate || *item.estimate <= timeout) continue;
    found.about(item,
                said(item) + " is to take " + to_text(*item.estimate) +
                    ", and an attempt is ended after " + to_text(timeout) +
                    (item.timeout ? "" : ", as it has no timeout of its own"),
                "add a timeout that is longer than the estimate");
  }
}

}  // namespace golive::rule
