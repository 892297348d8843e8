// Heads: when the log of a run is signed, and what a signature is of (docs/audit.md). Who signs is
// the engine, at its edge: here is no key. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/run.h"

namespace golive {

// What asks for a head now and has none yet: a gate that was decided, the run's end, a day of the
// plan's zone that is over.
std::optional<HeadOccasion> head_due(const Run& run, Instant now);
// When the day under way is over, by the engine's clock; none once the run is.
std::optional<Instant> next_day_end(const Run& run);

// What is signed: the run, the number and the hash of the event that is its head, and the instant.
std::string head_message(const std::string& run, std::uint64_t seq, const std::string& hash,
                         Instant at);
// What the former key signs of the one that takes its place.
std::string succession_message(const std::string& key);
// SHA-256 of the public key's bytes; empty if `key` is not 64 hex digits.
std::string key_fingerprint(const std::string& key);
// As people keep it: "12:6d5963...".
std::string head_text(std::uint64_t seq, const std::string& hash);

}  // namespace golive
