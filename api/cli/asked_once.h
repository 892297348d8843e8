// What the engine is to do once however often it is asked: a command, a new run. An answer that is
// lost with its engine is asked for again under the same Idempotency-Key, for as long as a new
// engine may take to come; if none does, the key is kept, and whoever says the same again that day
// is given the first answer.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>

#include "api/socket/client.h"

namespace golive::cli {

// `place`: the data directory; `request`: without its key.
Result<nlohmann::json> ask_once(const std::function<Result<EngineClient>()>& connect,
                                const std::filesystem::path& place, nlohmann::json request);

}  // namespace golive::cli
