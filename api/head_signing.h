// Head signing: the engine's key, and what becomes of it. Without a key that can be used the engine
// acts all the same, says so, and signs what is due once it has one again.
#pragma once

#include <filesystem>
#include <memory>

#include "api/signing_key.h"
#include "loop/engine.h"
#include "store/data_dir.h"

namespace spdlog {
class logger;
}

namespace golive {

// Keep what comes back as long as the engine acts; null: heads are not signed. `file`: empty, if
// the key lies beside the data. An Error: the disk says no.
Result<std::unique_ptr<SigningKey>> sign_heads(Engine& engine, const DataDir& dir,
                                               const std::filesystem::path& file,
                                               spdlog::logger& log);

}  // namespace golive
