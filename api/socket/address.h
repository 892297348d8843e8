// The address of an engine's socket.
#pragma once

#include <sys/un.h>
#include <filesystem>

#include "base/error.h"

namespace golive {

// Refuses a path that the kernel would cut (108 bytes).
Result<sockaddr_un> socket_address(const std::filesystem::path& socket);

}  // namespace golive
