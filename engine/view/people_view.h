// People view: what became of the people's decisions beyond the gates themselves, as JSON and as
// lines for a terminal: gates opened by break-glass, reservations, roles bound in this run,
// deputies.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

enum class ReservationState { open, overdue, closed, lapsed };
template <>
struct EnumText<ReservationState> {
  static constexpr EnumTable<ReservationState, 4> table{{{ReservationState::open, "open"},
                                                         {ReservationState::overdue, "overdue"},
                                                         {ReservationState::closed, "closed"},
                                                         {ReservationState::lapsed, "lapsed"}}};
};

// `now`: run's clock.
ReservationState state_of(const Run& run, const Reservation& reservation, Instant now);
// Fields of a run: "waived", "reservations", "bound", "deputies"; only those that have something.
void add_people(const Run& run, Instant now, nlohmann::json& json);
// "BREAK-GLASS: ...", one a gate that was opened so: the first that anybody should read.
std::vector<std::string> waiver_lines(const Run& run);
// Open and overdue ones.
std::vector<std::string> reservation_lines(const Run& run, Instant now);
// Roles that are bound, and deputies.
std::vector<std::string> role_lines(const Run& run);

}  // namespace golive
