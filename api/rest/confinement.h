// Confinement: what a stranger who takes over the door could still do. From here on this process
// gains no rights, starts no program, makes and removes no file, and reads and changes only those
// that are named: by Landlock and seccomp, of the kernel. What is open already stays as it was
// opened. For the calling thread and those that it starts, so before any others.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.h"

namespace golive::rest {

// Files, or folders with all that is in them; what is not there is passed over.
struct Reach {
  std::vector<std::filesystem::path> readable, writable = {};  // writable: readable, too
};
// ErrorKind::unavailable if the kernel has no Landlock, or no seccomp: what could be kept away is.
Result<void> confine(const Reach& reach);

}  // namespace golive::rest
