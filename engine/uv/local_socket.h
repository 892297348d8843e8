// Unix sockets in the data directory: the end that listens, and the end that calls. A path that is
// too long for a socket is refused.
#pragma once

#include <filesystem>

#include "base/error.h"
#include "uv/file_handle.h"

namespace golive {

// Bound with nobody's rights but the owner's from the first moment on; what was there is removed.
// Not yet listening.
Result<FileHandle> bind_private(const std::filesystem::path& socket);
// ErrorKind::not_found if nobody listens there; unavailable if somebody does and takes no more
// calls (with `wait`, that is waited for).
Result<FileHandle> connect_to(const std::filesystem::path& socket, bool wait = true);

}  // namespace golive
