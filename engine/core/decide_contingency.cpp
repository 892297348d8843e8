// People decide contingencies.
#include "core/consequence.h"
#include "core/decider.h"
#include "core/rights.h"

namespace golive {

Result<Events> Decider::operator()(const command::Activate& c) const {
  auto index = item_of(c.contingency, ItemKind::contingency);
  if (!index) return tl::unexpected(index.error());
  auto role = deciding_role(run_, *index, command_.actor, {});
  if (!role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (!run_.started) return fail(ErrorKind::conflict, "the run has not started");
  if (run_.items[*index].contingency == ContingencyState::offered)
    if (auto in_time = check_in_time(*index); !in_time) return tl::unexpected(in_time.error());
  if (run_.active_contingency || rolling_back(run_))
    return fail(
        ErrorKind::conflict,
        run_.active_contingency
            ? "the contingency " + run_.plan->items[*run_.active_contingency].path + " is under way"
            : "a rollback is under way",
        c.contingency, "wait for its end");
  return activation(run_, *index, *role, c.reason);
}

Result<Events> Decider::operator()(const command::Decline& c) const {
  auto index = item_of(c.contingency, ItemKind::contingency);
  if (!index) return tl::unexpected(index.error());
  auto role = deciding_role(run_, *index, command_.actor, {});
  if (!role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (run_.items[*index].contingency != ContingencyState::offered)
    return fail(ErrorKind::conflict,
                "the contingency " + run_.plan->items[*index].path + " is " +
                    std::string(text_of(run_.items[*index].contingency)),
                c.contingency, "only one that is offered can be declined");
  if (auto in_time = check_in_time(*index); !in_time) return tl::unexpected(in_time.error());
  return Events{event::ContingencyDeclined{*index, *role, c.reason}};
}

}  // namespace golive
