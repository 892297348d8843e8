// Inbox list: what waits for one person in a run, by the rules that the engine itself goes by.
// Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive::cli {

struct InboxEntry {
  RunId run;
  std::string kind, item, title, text;  // kind: a WaitingKind, or "hold"
  std::optional<Instant> due = {};      // engine's clock
  bool overdue = false;
  int urgency = 0;  // among those without a time: what stops the run first
};

// What `person` may settle now; `now`: engine's clock.
std::vector<InboxEntry> inbox_of(const Run& run, const Actor& person, Instant now);
// First what is overdue, then by when it is due, then what stops its run.
void sort_by_urgency(std::vector<InboxEntry>& entries);
nlohmann::json to_json(const InboxEntry& entry);
std::string to_line(const InboxEntry& entry);

}  // namespace golive::cli
