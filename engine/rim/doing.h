// What RealWorld knows of an effect that is under way. Internal to it.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "rim/http_exchange.h"
#include "rim/real_world.h"
#include "rim/sample_file.h"

namespace golive {

struct RealWorld::Doing {
  RunId run;
  AttemptId id;
  EffectKey key;
  EffectKind kind{};
  std::string stable_id;                // at the keeper, and for receivers of requests
  nlohmann::json request;               // none: it is a plain one
  std::optional<HttpRequest> plain;     // until it is sent
  std::string folder;                   // the run's
  Duration timeout{};                   // the attempt's: of a process without its own
  std::uint64_t seed = 0;               // of what is drawn for a poll
  std::filesystem::path output;         // without ".out" and ".err"; none of a request
  Secrets* secrets = nullptr;           // the run's
  std::unique_ptr<Errand> errand = {};  // none while waiting, or while secrets are being read
  SampleFile* samples = nullptr;        // the errand's, of a watch
  bool cancelled = false;               // still ending: nothing is posted
  bool waits = false;                   // for what was cancelled to end
};

}  // namespace golive
