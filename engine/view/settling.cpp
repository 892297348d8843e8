#include "view/settling.h"

#include <algorithm>

#include "core/decide.h"
#include "core/rights.h"

namespace golive {
namespace {

bool has_any(const Actor& person, const std::vector<std::string>& roles) {
  return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
    return std::find(person.roles.begin(), person.roles.end(), role) != person.roles.end();
  });
}

// Whether the engine would take their word on it.
bool may_decide_now(const Run& run, ItemIndex gate, const Actor& person, Instant now) {
  const command::Decide no{run.plan->items[gate].path, Verdict::no_go, {}, "-", {}};
  return decide(run, Command{now, person, no}).has_value();
}

bool may_decide_amendment(const Run& run, int number, const Actor& person, Instant now) {
  const command::DecideAmendment no{number, Verdict::no_go, {}, "-"};
  return decide(run, Command{now, person, no}).has_value();
}

}  // namespace

bool may_settle(const Run& run, const Waiting& waiting, const Actor& person, Instant now) {
  const Actor known = entitled(run, person, now);
  switch (waiting.kind) {
    case WaitingKind::gate:
      return may_decide_now(run, waiting.item, person, now);
    case WaitingKind::contingency:
      return deciding_role(run, waiting.item, known, "").has_value();
    case WaitingKind::task:
    case WaitingKind::doubt:
      return acting_role(run, waiting.item, known).has_value();
    case WaitingKind::question:
      return asks_about_watch(waiting) ? acting_role(run, waiting.item, known).has_value()
                                       : has_any(known, waiting.roles);
    case WaitingKind::amendment:
      return may_decide_amendment(run, waiting.amendment, person, now);
    case WaitingKind::reservation:
      return waiting.person == person.name || has_any(known, waiting.roles);
  }
  return false;
}

}  // namespace golive
