// The files that people attached, for whoever looks: as JSON, and as a line of text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive {

// Of a file, in one answer of the door: larger ones come in parts.
constexpr std::uint64_t evidence_answer_bytes = 512 << 10;

// Of a gate: all that a decision on it rests on; of any other item: its own.
std::vector<const Evidence*> evidence_at(const Run& run, ItemIndex item);
nlohmann::json evidence_json(const Run& run, const std::vector<const Evidence*>& files);
// "PV de recette (12 tests, 1 failed), 120 kB, by lea as lead, 0c01ea4688b3"
std::string evidence_line(const Run& run, const Evidence& file);

}  // namespace golive
