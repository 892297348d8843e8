#include "api/rest/confinement.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "api/landlock.h"
#include "uv/file_handle.h"

namespace golive::rest {
namespace {

// Of the kernel's third version; the headers of Debian 12 know two.
constexpr std::uint64_t truncate_right = 1ULL << 14;
constexpr std::uint64_t read_rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

std::uint64_t handled_rights(long version) {
  return read_rights | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
         LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
         LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
         LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
         LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM |
         (version >= 2 ? LANDLOCK_ACCESS_FS_REFER : 0) | (version >= 3 ? truncate_right : 0);
}

tl::unexpected<Error> not_confined(const char* why) {
  return fail(ErrorKind::unavailable, std::string("the door could not be confined: ") + why, {},
              "run a kernel with Landlock (5.13 and later) and seccomp, and have them enabled");
}

bool allow(int rules, const std::filesystem::path& path, std::uint64_t rights) {
  const FileHandle file(open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status {};
  if (!file || fstat(file.get(), &status) != 0) return true;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = S_ISDIR(status.st_mode) ? rights : rights & ~LANDLOCK_ACCESS_FS_READ_DIR;
  rule.parent_fd = file.get();
  return syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

#if defined(__x86_64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t own_architecture = AUDIT_ARCH_AARCH64;
#else
#error "name this architecture as <linux/audit.h> does"
#endif
constexpr std::uint32_t foreign_calls = 0x40000000;  // x32's numbers begin here

// Landlock lets pass what has no path, such as a program in memory. Calls in the manner of another
// architecture have other numbers: none of them.
bool forbid_programs() {
  const auto step = [](int code, std::uint32_t value, std::uint8_t yes, std::uint8_t no) {
    return sock_filter{static_cast<std::uint16_t>(code), yes, no, value};
  };
  std::array<sock_filter, 8> steps{
      step(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch), 0, 0),
      step(BPF_JMP | BPF_JEQ | BPF_K, own_architecture, 0, 5),
      step(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr), 0, 0),
      step(BPF_JMP | BPF_JGE | BPF_K, foreign_calls, 3, 0),
      step(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 2, 0),
      step(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 1, 0),
      step(BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0),
      step(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0)};
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

}  // namespace

Result<void> confine(const Reach& reach) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return not_confined(std::strerror(errno));
  if (!forbid_programs()) return not_confined(std::strerror(errno));
  const long version = landlock_version();
  if (version < 1) return not_confined(std::strerror(errno));
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = handled_rights(version);
  const FileHandle rules(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!rules) return not_confined(std::strerror(errno));
  const auto writing =
      LANDLOCK_ACCESS_FS_WRITE_FILE | (attributes.handled_access_fs & truncate_right);
  for (const auto& path : reach.readable)
    if (!allow(rules.get(), path, read_rights)) return not_confined(std::strerror(errno));
  for (const auto& path : reach.writable)
    if (!allow(rules.get(), path, read_rights | writing)) return not_confined(std::strerror(errno));
  if (syscall(SYS_landlock_restrict_self, rules.get(), 0) != 0)
    return not_confined(std::strerror(errno));
  return {};
}

}  // namespace golive::rest
