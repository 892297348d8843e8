// The rules of the lint: one function for each code of the table in lint.cpp. Internal to the lint.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/lint.h"
#include "core/wall_times.h"

namespace golive {

// What one rule finds.
class Findings {
 public:
  Findings(std::string_view code, std::vector<Finding>& all) : code_(code), all_(all) {}
  void about(const Item& item, std::string what, std::string way_out);
  void about(const std::string& place, const std::string& id, std::string what,
             std::string way_out);

 private:
  std::string_view code_;
  std::vector<Finding>& all_;
};

// What a rule goes by.
struct Linted {
  const Plan& plan;
  const LintScope& scope;
  const WallTimes& times;

  [[nodiscard]] const Item& item(ItemIndex index) const { return plan.items[index]; }
  // No part of a contingency.
  [[nodiscard]] bool is_main(ItemIndex index) const { return !contingency_of(plan, index); }
  [[nodiscard]] ItemIndex phase_of(ItemIndex index) const;
  // The first of the main line that does so.
  [[nodiscard]] std::optional<ItemIndex> first_that_does(std::string_view trait) const;
  // Its own, or that of the nearest around it; empty: nobody's.
  [[nodiscard]] const std::string& owner_of(ItemIndex index) const;
};

// `step "go-live/migrate"`
std::string said(const Item& item);
// "1 item", "2 items"
std::string counted_text(std::size_t count, std::string_view one);

namespace rule {

// lint_people.cpp
void gate_unsatisfiable(const Linted& linted, Findings& found);
void escalation_reversed(const Linted& linted, Findings& found);
void owner_missing(const Linted& linted, Findings& found);
void role_unused(const Linted& linted, Findings& found);
void owner_twice(const Linted& linted, Findings& found);
// lint_phases.cpp
void phases_overlap(const Linted& linted, Findings& found);
void days_uncovered(const Linted& linted, Findings& found);
void day_missing(const Linted& linted, Findings& found);
void time_outside_phase(const Linted& linted, Findings& found);
// lint_times.cpp
void timezone_missing(const Linted& linted, Findings& found);
void calendar_unknown(const Linted& linted, Findings& found);
void order_reversed(const Linted& linted, Findings& found);
void time_frozen(const Linted& linted, Findings& found);
void outside_window(const Linted& linted, Findings& found);
void dst_time(const Linted& linted, Findings& found);
// lint_estimates.cpp
void estimate_missing(const Linted& linted, Findings& found);
void estimate_absurd(const Linted& linted, Findings& found);
void timeout_short(const Linted& linted, Findings& found);
// lint_day_j.cpp
void smoke_late(const Linted& linted, Findings& found);
void downtime_unstated(const Linted& linted, Findings& found);
void rehearsal_missing(const Linted& linted, Findings& found);
void no_data_passes(const Linted& linted, Findings& found);
// lint_rescue.cpp
void backup_missing(const Linted& linted, Findings& found);
void undo_missing(const Linted& linted, Findings& found);
void contingency_missing(const Linted& linted, Findings& found);
void trigger_missing(const Linted& linted, Findings& found);
void decider_missing(const Linted& linted, Findings& found);
void deadline_missing(const Linted& linted, Findings& found);
// lint_secret.cpp
void secret_in_text(const Linted& linted, Findings& found);
// lint_channels.cpp
void channel_unusable(const Linted& linted, Findings& found);

}  // namespace rule
}  // namespace golive
