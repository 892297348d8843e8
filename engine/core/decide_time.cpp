// People set the dates: J is moved, a freeze is lifted.
#include <algorithm>

#include "base/utf8.h"
#include "core/decider.h"
#include "core/move.h"
#include "core/readiness.h"
#include "core/rights.h"

namespace golive {

Result<Events> Decider::operator()(const command::MoveJ& c) const {
  if (auto role = leading_role(run_, command_.actor); !role) return tl::unexpected(role.error());
  auto move = move_of(run_, c.j, run_time(run_, command_.at));
  if (!move) return tl::unexpected(move.error());
  Events events;
  for (const ItemIndex gate : move->asked_again)
    events.push_back(event::GateLapsed{
        gate, "J was moved from " + to_text(run_.timeline->j) + " to " + to_text(c.j)});
  events.push_back(event::JMoved{
      run_.timeline->j, std::make_shared<const Timeline>(std::move(move->timeline)), c.reason});
  return events;
}

Result<Events> Decider::operator()(const command::LiftFreeze& c) const {
  if (auto role = leading_role(run_, command_.actor); !role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  std::vector<std::string_view> known;
  for (const FrozenSpan& freeze : run_.timeline->freezes) known.push_back(freeze.id);
  for (const OpenSpan& window : run_.timeline->windows) known.push_back(window.id);
  if (std::find(known.begin(), known.end(), c.freeze) == known.end()) {
    const auto meant = closest(c.freeze, known);
    return fail(ErrorKind::not_found, "the plan has no freeze and no window \"" + c.freeze + "\"",
                "freeze", meant.empty() ? "" : "did you mean \"" + std::string(meant) + "\"?");
  }
  if (run_.lifted_freezes.contains(c.freeze))
    return fail(ErrorKind::conflict, c.freeze + " is lifted already", "freeze");
  return Events{event::FreezeLifted{c.freeze, c.reason}};
}

Result<void> Decider::check_unfrozen(ItemIndex item) const {
  if (contingency_of(*run_.plan, item)) return {};  // an emergency does not wait
  const Instant now = run_time(run_, command_.at);
  const FrozenSpan* freeze = freeze_at(run_, now);
  if (freeze == nullptr) return check_windows(item, now);
  return fail(ErrorKind::conflict,
              "nothing may be started until " + local_text(run_.timeline->zone, freeze->to) +
                  ": freeze " + freeze->id + (freeze->reason.empty() ? "" : ", " + freeze->reason),
              {}, "wait, or have a lead lift it: golive lift " + run_.id + " " + freeze->id);
}

// What nothing but a freeze or its window keeps from its start is not just "waiting".
tl::unexpected<Error> Decider::too_early(ItemIndex item, const std::string& way_out) const {
  const auto start = planned_start(run_, item);
  const bool is_due = is_unstarted(run_, item) && run_allows(run_, item) &&
                      edges_done(run_, item) && (!start || *start <= run_time(run_, command_.at));
  auto free = is_due ? check_unfrozen(item) : Result<void>{};
  if (free) return conflict(item, way_out);
  const std::string& path = run_.plan->items[item].path;
  std::string& what = free.error().what;
  if (!what.starts_with(path))
    what = path + " is " + std::string(text_of(state_of(run_, item))) + ": " + what;
  free.error().place = path;
  return tl::unexpected(free.error());
}

Result<void> Decider::check_windows(ItemIndex item, Instant run_now) const {
  const auto refuse = [&](const OpenSpan& window, const std::string& when,
                          const std::string& wait) -> Result<void> {
    return fail(ErrorKind::conflict,
                run_.plan->items[item].path + " may not be started: its window " + window.id + when,
                {}, wait + "have a lead lift it: golive lift " + run_.id + " " + window.id);
  };
  const auto& zone = run_.timeline->zone;
  for (const OpenSpan* window : windows_of(run_, item))
    if (run_now < window->from)
      return refuse(*window, " opens at " + local_text(zone, window->from), "wait, or ");
  const OpenSpan* over = window_over(run_, item, run_now);
  if (over == nullptr || starts_after_window(run_, item)) return {};
  return refuse(*over, " was over at " + local_text(zone, over->to), "");
}

}  // namespace golive
