// Who is who in a run, and what decisions have asked for.
#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/decider.h"
#include "core/rights.h"
#include "core/site.h"

namespace golive {

Date Decider::today() const {
  return to_local(run_.timeline->zone, run_time(run_, command_.at)).date;
}

Result<void> Decider::check_role_known(const std::string& role) const {
  if (find_role(*run_.plan, role) != nullptr) return {};
  std::vector<std::string_view> known;
  for (const Role& each : run_.plan->roles) known.push_back(each.id);
  const auto meant = closest(role, known);
  return fail(ErrorKind::not_found, "the plan has no role \"" + role + "\"", "role",
              meant.empty() ? "" : "did you mean \"" + std::string(meant) + "\"?");
}

Result<void> Decider::check_person(const std::string& name, const std::string& place) const {
  if (auto named = check_name(name); !named) return named;
  const auto stranger = command_.strangers.find(name);
  if (stranger == command_.strangers.end()) return {};
  const std::string& meant = stranger->second;
  return fail(ErrorKind::not_found, "nobody is known as \"" + name + "\"", place,
              meant.empty() ? "see who there is with `golive user list`, or add them: golive user "
                              "add NAME"
                            : "did you mean \"" + meant + "\"?");
}

Result<Events> Decider::operator()(const command::CloseReservation& c) const {
  const std::string number = std::to_string(c.reservation);
  const auto leading = lead_role(run_, command_.actor, "close the reservation " + number);
  const auto place = static_cast<std::size_t>(c.reservation) - 1;
  if (c.reservation < 1 || place >= run_.reservations.size()) {
    if (!leading) return tl::unexpected(leading.error());
    return fail(ErrorKind::not_found, "the run has no reservation " + number, "reservation");
  }
  const Reservation& each = run_.reservations[place];
  const std::string& owner = each.condition.owner;
  const auto& roles = command_.actor.roles;
  std::string role = leading.value_or("owner");
  if (std::find(roles.begin(), roles.end(), owner) != roles.end())
    role = owner;
  else if (command_.actor.name != owner && !leading)
    return fail(ErrorKind::forbidden,
                command_.actor.name + " may not close the reservation " + number + ": it is " +
                    owner + "'s",
                {}, "ask " + owner + ", or a lead");
  if (each.closed || each.lapsed)  // also once the run is over: it is followed until then
    return fail(ErrorKind::conflict,
                "the reservation " + number +
                    (each.closed ? " is closed already, by " + each.closed_by
                                 : " has lapsed with its decision"),
                "reservation");
  return Events{event::ReservationClosed{c.reservation, role, c.reason}};
}

Result<Events> Decider::operator()(const command::Bind& c) const {
  if (auto role = leading_role(run_, command_.actor); !role) return tl::unexpected(role.error());
  if (is_final(run_)) return over();
  if (auto known = check_role_known(c.role); !known) return tl::unexpected(known.error());
  if (c.people.empty())
    return fail(ErrorKind::invalid, "names nobody", "people", "name who holds the role");
  if (c.people.size() > limits::bound_people)
    return fail(ErrorKind::too_large,
                "more than " + std::to_string(limits::bound_people) + " people", "people");
  std::vector<std::string> people;
  for (const std::string& person : c.people) {
    if (auto known = check_person(person, "people"); !known) return tl::unexpected(known.error());
    if (std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
  }
  return Events{event::RoleBound{c.role, std::move(people), c.reason}};
}

Result<Events> Decider::operator()(const command::Delegate& c) const {
  const Actor& holder = command_.actor;
  if (auto known = check_role_known(c.role); !known) return tl::unexpected(known.error());
  if (!holds_role(holder, c.role))
    return fail(ErrorKind::forbidden,
                holder.name + " may not name a deputy: it takes the role " + c.role +
                    (holder.deputy_for.contains(c.role) ? " itself, not that of a deputy" : ""),
                {}, "who holds the role names their deputy");
  if (is_final(run_)) return over();
  if (auto known = check_person(c.to, "to"); !known) return tl::unexpected(known.error());
  if (c.to == holder.name)
    return fail(ErrorKind::invalid, "nobody is their own deputy", "to", "name someone else");
  if (c.until < c.from)
    return fail(ErrorKind::invalid, "ends before it begins", "until", "from and until are days");
  if (c.until < today())
    return fail(ErrorKind::invalid, to_text(c.until) + " is over", "until",
                "choose a day from " + to_text(today()) + " on");
  const auto days = std::chrono::sys_days(c.until) - std::chrono::sys_days(c.from);
  if (days.count() > limits::delegation_days)
    return fail(ErrorKind::invalid,
                "is longer than " + std::to_string(limits::delegation_days) + " days", "until",
                "bind the role instead: golive bind");
  if (run_.delegations.size() >= limits::delegations)
    return fail(ErrorKind::too_large, "the run has too many deputies", "to");
  return Events{event::RoleDelegated{c.role, holder.name, c.to, c.from, c.until, c.reason}};
}

}  // namespace golive
