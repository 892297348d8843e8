// Starts an engine of its own for who found none: `golive serve --exit-when-idle`, detached from
// the terminal.
#pragma once

#include "api/socket/client.h"
#include "store/data_dir.h"

namespace golive::cli {

// A connection to the engine that holds `dir`, which is started if there is none.
Result<EngineClient> connect_or_start(const DataDir& dir);

}  // namespace golive::cli
