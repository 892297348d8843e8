// Confinement: what a stranger who takes over the door could still do. From here on this process,
// and all that it starts, gains no rights, and makes, changes and removes no file: by Landlock, of
// the kernel. What is open already stays as it was opened. For the calling thread and those that it
// starts, so before any others.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"

namespace golive::rest {

// `writable` are files that may be written all the same; what is not there is passed over.
// ErrorKind::unavailable if the kernel has no Landlock: nothing but new rights is kept away then.
Result<void> confine(const std::vector<std::filesystem::path>& writable);

}  // namespace golive::rest
