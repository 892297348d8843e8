// Chapters: the parts of the reports on a run, each from an Account to JSON for its template.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "report/phrase.h"
#include "view/account.h"

namespace golive {

// Planned and actual, every phase with every item in it.
nlohmann::json timeline_chapter(const Account& account, const Phrase& phrase);
// What happened beside the plan or of people's will, in its order: decisions, failures, doubts,
// contingencies, rollbacks, interventions; each {"at", "day", "state": what, "title", "path", "by",
// "text"}.
nlohmann::json trail_chapter(const Account& account, const Phrase& phrase);
// Null if nothing went down.
nlohmann::json downtime_chapter(const Account& account, const Phrase& phrase);
nlohmann::json outages_chapter(const Account& account, const Phrase& phrase);
// Day J as bars on one axis; null if nothing of it has a time.
nlohmann::json day_picture(const Account& account, const Phrase& phrase);

nlohmann::json decisions_chapter(const Account& account, const Phrase& phrase);
// Gates that were opened by break-glass: the first thing to read.
nlohmann::json waivers_chapter(const Account& account, const Phrase& phrase);
// What decisions have asked for, and what became of it.
nlohmann::json reservations_chapter(const Account& account, const Phrase& phrase);
nlohmann::json tasks_chapter(const Account& account, const Phrase& phrase);
nlohmann::json interventions_chapter(const Account& account, const Phrase& phrase);
nlohmann::json refusals_chapter(const Account& account, const Phrase& phrase);

nlohmann::json failures_chapter(const Account& account, const Phrase& phrase);
nlohmann::json doubts_chapter(const Account& account, const Phrase& phrase);
nlohmann::json contingencies_chapter(const Account& account, const Phrase& phrase);
nlohmann::json rollbacks_chapter(const Account& account, const Phrase& phrase);
nlohmann::json evidence_chapter(const Account& account, const Phrase& phrase);

}  // namespace golive
