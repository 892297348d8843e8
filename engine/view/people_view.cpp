#include "view/people_view.h"

#include <nlohmann/json.hpp>

#include "view/shown_time.h"

namespace golive {

namespace {

std::string named(const std::vector<std::string>& people) {
  std::string text;
  for (const auto& person : people) text += (text.empty() ? "" : ", ") + person;
  return text;
}

nlohmann::json reservation_json(const Run& run, std::size_t place, Instant now) {
  const auto& each = run.reservations[place];
  nlohmann::json json{{"reservation", place + 1},
                      {"gate", run.plan->items[each.gate].path},
                      {"text", each.condition.text},
                      {"owner", each.condition.owner},
                      {"due", each.condition.due},
                      {"by", each.actor},
                      {"role", each.role},
                      {"at", shown_time(*run.timeline, each.at)},
                      {"state", text_of(state_of(run, each, now))}};
  if (const auto day = due_day(each.condition.due, run.timeline->j))
    json["due_date"] = to_text(*day);
  if (each.closed) {
    json["closed"] = shown_time(*run.timeline, *each.closed);
    json["closed_by"] = each.closed_by;
    json["closing_reason"] = each.closing_reason;
  }
  return json;
}

}  // namespace

ReservationState state_of(const Run& run, const Reservation& each, Instant now) {
  if (each.closed) return ReservationState::closed;
  if (each.lapsed) return ReservationState::lapsed;
  const auto day = due_day(each.condition.due, run.timeline->j);
  const bool over = day && *day < to_local(run.timeline->zone, now).date;
  return over ? ReservationState::overdue : ReservationState::open;
}

void add_people(const Run& run, Instant now, nlohmann::json& json) {
  for (ItemIndex index = 0; index < run.items.size(); ++index)
    if (run.items[index].state == ItemState::waived)
      json["waived"].push_back(
          {{"gate", run.plan->items[index].path}, {"why", run.items[index].error}});
  for (std::size_t place = 0; place < run.reservations.size(); ++place)
    json["reservations"].push_back(reservation_json(run, place, now));
  if (!run.bound.empty()) json["bound"] = run.bound;
  for (const auto& each : run.delegations)
    json["deputies"].push_back({{"role", each.role},
                                {"holder", each.holder},
                                {"deputy", each.deputy},
                                {"since", to_text(each.since)},
                                {"until", to_text(each.until)}});
}

std::vector<std::string> waiver_lines(const Run& run) {
  std::vector<std::string> lines;
  for (ItemIndex index = 0; index < run.items.size(); ++index)
    if (run.items[index].state == ItemState::waived)
      lines.push_back("BREAK-GLASS: the gate " + run.plan->items[index].path +
                      " was opened without its decision: " + run.items[index].error);
  return lines;
}

std::vector<std::string> reservation_lines(const Run& run, Instant now) {
  std::vector<std::string> lines;
  for (std::size_t place = 0; place < run.reservations.size(); ++place) {
    const auto& each = run.reservations[place];
    const auto state = state_of(run, each, now);
    if (state != ReservationState::open && state != ReservationState::overdue) continue;
    lines.push_back(std::to_string(place + 1) + " " + run.plan->items[each.gate].path + ": " +
                    each.condition.text + " (" + each.condition.owner + ", due " +
                    each.condition.due + (state == ReservationState::overdue ? ", OVERDUE" : "") +
                    ")");
  }
  return lines;
}

std::vector<std::string> role_lines(const Run& run) {
  std::vector<std::string> lines;
  for (const auto& [role, people] : run.bound)
    lines.push_back(role + " is held by " + named(people) + " alone");
  for (const auto& each : run.delegations)
    lines.push_back(each.deputy + " is deputy of " + each.holder + " as " + each.role + ", " +
                    to_text(each.since) + " to " + to_text(each.until));
  return lines;
}

}  // namespace golive
