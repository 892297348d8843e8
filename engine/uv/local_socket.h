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

// Whether the program at the other end is the door, which has no right of its own: strangers speak
// to it. Told by its program, which a confined door cannot change (api/rest/confinement.h); in
// doubt, and of one's own user's, it is.
bool is_from_door(int socket);

}  // namespace golive
