// CommitFloor: what SQLite alone reaches on this disk, with the engine's pragmas and a table like
// its own: commits of one row each.
#pragma once

#include <filesystem>

namespace golive::bench {

// Commits a second, in a new file in `folder`.
double commits_a_second(const std::filesystem::path& folder, int commits);

}  // namespace golive::bench
