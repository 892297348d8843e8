// Scenario: what goes wrong in a simulation, as its author wrote it; and Circumstances: the same
// for one plan and one J, as those who play the run look it up. Pure data.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/timeline.h"

namespace golive {

struct Scenario {
  // `place` is where it was written: "storm.lua:3", "--fail".
  struct Failure {
    std::string item;
    int times = 0;  // the first so many attempts; 0: every one
    std::string place;
  };
  struct Flapping {
    std::string item;
    int percent = 0;  // of the attempts
    std::string place;
  };
  struct Absence {
    std::string role;
    std::optional<Moment> from = {}, to = {};  // none: from the beginning, for good
    std::string place = {};
  };
  struct Lateness {
    std::string item;
    Duration by{};
    std::string place;
  };

  std::string title = {};
  int failures = 0;  // percent of the attempts of every step, smoke test and watch
  Duration late{};   // each answer of each person, by so much
  std::vector<Failure> failing = {};
  std::vector<Flapping> flapping = {};
  std::vector<Absence> absences = {};
  std::vector<Lateness> lateness = {};
  std::vector<Freeze> freezes = {};
  std::vector<std::string> freeze_places = {};  // parallel to `freezes`
};

struct Circumstances {
  struct Item {
    std::optional<int> failing = {};  // as Scenario::Failure::times
    int percent = 0;
    Duration late{};
  };
  struct Span {
    std::optional<Instant> from, to;
  };
  std::vector<Item> items;  // parallel to Plan::items
  std::map<std::string, std::vector<Span>> absences;
  Duration late{};
  std::vector<FrozenSpan> freezes;
};

// Refuses what names no item or role of the plan, with the place and "did you mean"; and what does
// not fit what it names (a gate does not flap, a phase does not fail).
Result<Circumstances> resolve_scenario(const Scenario& scenario, const Plan& plan,
                                       const Timeline& timeline);

}  // namespace golive
