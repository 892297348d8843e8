// The tables of DATA/golive.db.
#pragma once

#include <cstdint>

#include "base/error.h"

namespace golive {

class Database;

// Raised with every change of the tables; a file of a later golive is not touched.
constexpr int tables_version = 2;
// Before it, no event knew the one before it.
constexpr int linked_version = 2;

// A log's 1st, 65th, 129th, ... event has a signpost.
constexpr std::uint64_t signpost_distance = 64;
constexpr bool has_signpost(std::uint64_t seq) { return seq % signpost_distance == 1; }

// Makes them, or brings those of an older golive up to date: all in one transaction. Refuses logs
// that check_ends() does.
Result<void> make_tables(Database& database);

// How many events were ever written, of all logs, in whichever tables.
Result<std::uint64_t> events_written(const Database& database);

// ErrorKind::conflict: a log does not end with the event that its row names, or there are events
// behind the ends of all logs. What an end hides would be done again, and no chain tells of it.
Result<void> check_ends(const Database& database);

}  // namespace golive
