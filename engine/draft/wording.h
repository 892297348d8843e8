// Wording: what French and English plans call things. Each function looks at one text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/plan.h"

namespace golive {

// What a section is about, by its title; `none` where that does not say.
enum class Topic {
  none,
  purpose,
  scope,
  prerequisites,
  roles,
  risks,
  schedule,
  communication,
  validation,
  environments,
  objectives,
  support,
};
Topic topic_of(std::string_view title);

// When its work is to be done, in a plan without J dates.
enum class Stage { none, before, day_j, after, contingency, not_taken };
Stage stage_of(std::string_view title);
// Its lists are the work itself: "Post-deployment", "Checklist".
bool lists_work(std::string_view title);

// "(J-21 à J-14)", "(Day J)", "(D-21 to D-14)": the first and the last day.
struct DaySpan {
  int from = 0, to = 0;
};
std::optional<DaySpan> days_in(std::string_view title);
// "08h15 : text", "8:15 - text": the minute of the day, and what follows.
struct TimedText {
  int minute = 0;
  std::string_view rest;
};
std::optional<TimedText> clock_at_start(std::string_view text);

// "Europe/Paris", or "heure de Paris", "times in UTC": the IANA zone that the text speaks of, or
// empty. Whether there is one of that name is not looked at.
std::string zone_in(std::string_view text);

// "20 min", "1h30", "2 heures": as the runbook has it, or empty.
std::string duration_in(std::string_view text);

// A GO, or an approval to be obtained.
bool is_gate(std::string_view text);
// "migrate reset", "rm -rf": what is there is lost.
bool loses_data(std::string_view text);
// What the work is: "migration", "backup", ...; empty where that is not said.
std::string does_of(std::string_view text);
// "RTO : 4 heures", "Disponibilité > 99.9 %".
std::optional<Objective> objective_in(std::string_view text);
// "production", "recette", "UAT": a known name of an environment, or empty.
struct KnownEnvironment {
  std::string_view id;
  bool live = false;
};
std::optional<KnownEnvironment> environment_in(std::string_view text);

// "1. Preparation (J-21 a J-14)" without number and days.
std::string bare_title(std::string_view title);
// "fr" or "en", by the small words.
std::string language_of(std::string_view text);

}  // namespace golive
