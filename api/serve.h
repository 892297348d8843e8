// Serve: the engine as a process. Locks the data directory, takes over its runs, answers on its
// socket, keeps a door, until it is told to stop. Runs stay as they are on disk and are taken up by
// the next engine.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "api/listen_address.h"

namespace golive {

struct ServeOptions {
  std::filesystem::path data;
  std::optional<ListenAddress> listen = {};  // none: no door
  std::string front = {};                    // where people reach the door; empty: where it listens
  std::filesystem::path audit_key = {};      // that heads are signed by; empty: beside the data
  std::string templates = {};                // a folder with people's own; empty: none
  bool exit_when_idle = false;               // once no run is under way and no client is there
};

// Comes back when stopped by SIGTERM or SIGINT, or idle. An Error: it could not start, or the disk
// said no (from then on it does nothing but say so).
Result<void> serve(const ServeOptions& options);

}  // namespace golive
