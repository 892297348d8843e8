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
// ErrorKind::unavailable if nobody listens there.
Result<FileHandle> connect_to(const std::filesystem::path& socket);

}  // namespace golive
