// The story of a run: its events as a timeline that people read, in local time with the J-offset.
// Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

struct StoryLine {
  Instant at{};
  std::string what;  // "started", "succeeded", "decided", ...
  std::optional<ItemIndex> item = {};
  std::string detail = {};
};

// What no reader asks about (single effects, the clock) is left out.
std::vector<StoryLine> story_of(const std::vector<Event>& events);

// "J-21 09:04  started     preparation/plan  by project_lead", one line each.
std::string story_text(const Plan& plan, const Timeline& timeline,
                       const std::vector<StoryLine>& story);
// [{"utc","local","j","what","item","detail"}]
nlohmann::json story_json(const Plan& plan, const Timeline& timeline,
                          const std::vector<StoryLine>& story);

}  // namespace golive
