// Comparison: a plan, or one run of it, held against its rehearsals: what was estimated,
// what each rehearsal took, what it took now; and what was never rehearsed, or was before it
// changed. A rehearsal is known by its plan's id, an item in it by its path.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/measurements.h"
#include "view/measured.h"

namespace golive {

// Whether what the last rehearsal of an item did is what the plan has now. Item: what the plan says
// that it does has changed (its kind, texts, traits, how long it watches; not its times, owner or
// estimates). Runbook: that is the same, and it has a body, and some file of the runbook has
// changed since: the body may have.
enum class Staleness { none, runbook, item };
template <>
struct EnumText<Staleness> {
  static constexpr EnumTable<Staleness, 3> table{
      {{Staleness::none, "none"}, {Staleness::runbook, "runbook"}, {Staleness::item, "item"}}};
};

struct Comparison {
  // A leaf's action, or its undo.
  struct Row {
    ItemIndex item = 0;
    Slot slot = Slot::action;
    std::optional<Duration> estimate = {};
    std::vector<Measured::Took> rehearsed = {};  // parallel to the rehearsals
    Measured::Took actual = {};
    std::optional<Duration> difference = {};  // actual, from the last rehearsal that has a duration
    Staleness stale = Staleness::none;
  };
  std::vector<Row> rows = {};  // in the order of the plan
};

// Whether both do the same work, as far as a plan tells: see Staleness.
bool same_work(const Item& one, const Item& other);
bool was_rehearsed(const Comparison::Row& row);

// `rehearsals`: oldest first; of the plan's id. `actual`: null for a plan that is not run.
Comparison compare(const Plan& plan, const std::vector<Measured>& rehearsals,
                   const Measured* actual);

// What the rehearsals have measured of the items that still do the same work, for a forecast.
Measurements measurements_of(const Plan& plan, const std::vector<Measured>& rehearsals);

// {"plan", "run"?, "rehearsals": [{"run", "drill", "environment", "state", "created",
// "plan_hash"}],
// "items": [{"path", "slot", "estimate_ms", "rehearsed": [{"done", "ms"}], "actual",
// "difference_ms"}], "never_rehearsed", "undos_never_rehearsed": [path], "stale": [{"path", "slot",
// "why"}]}.
nlohmann::json comparison_view(const Plan& plan, const std::vector<Measured>& rehearsals,
                               const Measured* actual);
// The same for a terminal; lines end with \n.
std::string comparison_text(const Plan& plan, const std::vector<Measured>& rehearsals,
                            const Measured* actual);

}  // namespace golive
