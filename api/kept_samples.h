// Kept samples: what the watches of a run have seen, folded from their files, each read piece by
// piece and held against the seal that the run's log has of it.
#pragma once

#include <filesystem>
#include <vector>

#include "view/service_level.h"

namespace golive {

// `output`: the data directory's folder of outputs. A file that is not there, or not what was
// written, is told by its watch's `seal`, with no level.
std::vector<WatchLevel> levels_of(const std::vector<Event>& events,
                                  const std::filesystem::path& output);

}  // namespace golive
