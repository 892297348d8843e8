#include "api/rest/confinement.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include "uv/file_handle.h"

namespace golive::rest {
namespace {

// Of the kernel's third version; the headers of Debian 12 know two.
constexpr std::uint64_t truncate_right = 1ULL << 14;

long landlock_version() {
  return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

std::uint64_t rights_to_change(long version) {
  return LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
         LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
         LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
         LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
         LANDLOCK_ACCESS_FS_MAKE_SYM | (version >= 2 ? LANDLOCK_ACCESS_FS_REFER : 0) |
         (version >= 3 ? truncate_right : 0);
}

tl::unexpected<Error> not_confined(const char* why) {
  return fail(ErrorKind::unavailable,
              std::string("the door could not be kept from writing files: ") + why, {},
              "run a kernel with Landlock (5.13 and later), and have it enabled");
}

}  // namespace

Result<void> confine(const std::vector<std::filesystem::path>& writable) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return not_confined(std::strerror(errno));
  const long version = landlock_version();
  if (version < 1) return not_confined(std::strerror(errno));
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = rights_to_change(version);
  const FileHandle rules(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!rules) return not_confined(std::strerror(errno));
  for (const auto& path : writable) {
    const FileHandle file(open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!file) continue;
    landlock_path_beneath_attr rule{};
    rule.allowed_access =
        LANDLOCK_ACCESS_FS_WRITE_FILE | (attributes.handled_access_fs & truncate_right);
    rule.parent_fd = file.get();
    if (syscall(SYS_landlock_add_rule, rules.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
      return not_confined(std::strerror(errno));
  }
  if (syscall(SYS_landlock_restrict_self, rules.get(), 0) != 0)
    return not_confined(std::strerror(errno));
  return {};
}

}  // namespace golive::rest
