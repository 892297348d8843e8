#include "api/machine.h"

#include <fmt/core.h>
#include <linux/magic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "api/landlock.h"
#include "rim/zone.h"
#include "store/data_dir.h"
#include "store/event_count.h"
#include "store/sqlite_reader.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t gigabyte = 1'000'000'000, room_to_run = gigabyte,
                        room_to_begin = gigabyte / 10;
constexpr rlim_t open_files = 1'024;  // a process, a request and a follower take one or more each
// Not in each <linux/magic.h>.
constexpr long cifs_magic = 0xFF534D42, smb2_magic = 0xFE534D42, ceph_magic = 0x00C36400,
               fuse_magic = 0x65735546;

bool can_run(const fs::path& program) { return ::access(program.c_str(), X_OK) == 0; }

bool is_on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(':'), rest.size());
    if (can_run(fs::path(rest.substr(0, end)) / program)) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

Looked look_at_programs() {
  std::error_code ignored;
  const auto here = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  std::string missing;
  for (const char* program : {"golive-keeper", "golive-door", "golive-verify"})
    if (!can_run(here / program)) missing += (missing.empty() ? "" : ", ") + std::string(program);
  if (missing.empty())
    return {"programs", Soundness::good, "keeper, door and verifier stand in " + here.string()};
  return {"programs", Soundness::broken, "in " + here.string() + " there is no " + missing,
          "install all four programs into one folder"};
}

Looked look_at_kernel() {
  if (landlock_version() >= 1)
    return {"door", Soundness::good, "the kernel can confine it (Landlock)"};
  return {"door", Soundness::lacking,
          "the kernel cannot confine it: it has no Landlock, or not enabled",
          "run Linux 5.13 or later with landlock among its security modules (lsm=)"};
}

Looked look_at_clock() {
  timex state{};
  if (const int how = ::adjtimex(&state); how >= 0 && (state.status & STA_UNSYNC) == 0)
    return {"clock", Soundness::good, "synchronised with a time server"};
  return {"clock", Soundness::lacking,
          "the kernel does not know it to be synchronised: what is planned may begin early or late",
          "timedatectl set-ntp true, or run chrony; in a container, see to it on its host"};
}

Looked look_at_zones() {
  const auto zone = zone_rules("Europe/Paris", std::chrono::year(2026) / 1 / 15);
  if (zone) return {"time zones", Soundness::good, "the IANA database is there"};
  return {"time zones", Soundness::broken, zone.error().what, zone.error().way_out};
}

Looked look_at_certificates() {
  for (const char* bundle :
       {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"})
    if (::access(bundle, R_OK) == 0)
      return {"certificates", Soundness::good, std::string("authorities are in ") + bundle};
  return {"certificates", Soundness::lacking,
          "no authorities are known: every https:// target will be refused",
          "install the package ca-certificates"};
}

Looked look_at_weasyprint() {
  if (is_on_path("weasyprint"))
    return {"reports", Soundness::good, "weasyprint makes PDFs of them"};
  return {"reports", Soundness::lacking, "no PDF can be made of them; every other format can",
          "install the package weasyprint"};
}

Looked look_at_open_files() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  auto looked =
      Looked{"open files", Soundness::good, fmt::format("up to {} at once", files.rlim_cur)};
  if (files.rlim_cur >= open_files) return looked;
  looked.how = Soundness::lacking;
  looked.way_out = fmt::format("allow {}: ulimit -n, or LimitNOFILE= of its unit", open_files);
  return looked;
}

struct Kept {
  std::string_view name;
  Soundness how;
  std::string_view way_out;
};

// SQLite's log is shared memory between processes, and its locks are the file system's.
Kept kept_on(long magic) {
  constexpr std::string_view local = "use a folder on a local disk: --data";
  switch (magic) {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case cifs_magic:
    case smb2_magic:
    case ceph_magic:
    case V9FS_MAGIC:
    case AFS_SUPER_MAGIC:
    case AFS_FS_MAGIC:
      return {"a network file system, where locks and the database's log cannot be relied on",
              Soundness::broken, local};
    case fuse_magic:
      return {
          "a file system in user space: whether what is written survives a power failure is "
          "its affair",
          Soundness::lacking, local};
    case TMPFS_MAGIC:
    case RAMFS_MAGIC:
      return {"memory: it is gone when the machine stops", Soundness::lacking, local};
    default:
      return {"a local file system", Soundness::good, {}};
  }
}

fs::path nearest_there(fs::path path) {
  std::error_code ignored;
  while (!fs::exists(path, ignored) && path.has_relative_path()) path = path.parent_path();
  return path;
}

Looked look_at_owner(const fs::path& data, const fs::path& there) {
  struct stat found {};
  if (::stat(there.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
    return {"data directory", Soundness::broken, there.string() + " is not a directory",
            "name another with --data"};
  if (::access(there.c_str(), R_OK | W_OK | X_OK) != 0)
    return {"data directory", Soundness::broken, "you may not write to " + there.string(),
            "name another with --data, or act as its owner"};
  if (there != data)
    return {"data directory", Soundness::good, data.string() + " will be made by the first engine"};
  if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return {"data directory", Soundness::broken, "others may write to " + data.string(),
            "chmod 700 " + data.string()};
  if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return {"data directory", Soundness::lacking, "others may look into " + data.string(),
            "chmod 700 " + data.string()};
  return {"data directory", Soundness::good, data.string() + " is its owner's alone"};
}

Looked look_at_room(const fs::path& there) {
  struct statfs disk {};
  if (::statfs(there.c_str(), &disk) != 0)
    return {"disk", Soundness::broken, "cannot look at the file system of " + there.string()};
  const auto room =
      static_cast<std::uint64_t>(disk.f_bavail) * static_cast<std::uint64_t>(disk.f_bsize);
  const auto free = fmt::format("{:.1f} GB are free", static_cast<double>(room) / gigabyte);
  if (room < room_to_run)
    return {"disk", room < room_to_begin ? Soundness::broken : Soundness::lacking, free,
            "make room: an engine whose disk is full stops acting"};
  const auto kept = kept_on(disk.f_type);
  if (kept.how == Soundness::good) return {"disk", Soundness::good, free};
  return {"disk", kept.how, there.string() + " lies on " + std::string(kept.name),
          std::string(kept.way_out)};
}

Looked look_at_log(const fs::path& data) {
  const auto dir = DataDir::find(data);
  const auto counted = dir ? EventCount::counted(dir->database()) : Result<std::uint64_t>(0);
  if (!counted) return {"log", Soundness::broken, counted.error().what, counted.error().way_out};
  std::error_code ignored;
  if (!dir || !fs::exists(dir->database(), ignored)) {
    if (*counted == 0) return {"log", Soundness::good, "none yet"};
    return {
        "log", Soundness::broken,
        fmt::format("{} is gone, and {} events were written", dir->database().string(), *counted),
        "restore the newest copy; docs/operations.md says how to go on without one"};
  }
  const auto reader = SqliteReader::open(dir->database());
  if (!reader) return {"log", Soundness::broken, reader.error().what, reader.error().way_out};
  if (const auto kept = (*reader)->check_all_kept(*counted); !kept)
    return {"log", Soundness::broken, kept.error().what, kept.error().way_out};
  const auto events = (*reader)->events();
  const auto logs = (*reader)->logs();
  if (!events || !logs)
    return {"log", Soundness::broken, (events ? logs.error() : events.error()).what,
            (events ? logs.error() : events.error()).way_out};
  return {"log", Soundness::good,
          fmt::format("{} events are there, of {} runs; golive audit verify RUN proves one",
                      *events, logs->size())};
}

}  // namespace

std::vector<Looked> look_at_machine() {
  return {look_at_programs(),     look_at_kernel(),     look_at_clock(),     look_at_zones(),
          look_at_certificates(), look_at_weasyprint(), look_at_open_files()};
}

std::vector<Looked> look_at_data(const fs::path& data) {
  const auto there = nearest_there(data);
  std::vector<Looked> all{look_at_owner(data, there), look_at_room(there)};
  if (all.front().how != Soundness::broken) all.push_back(look_at_log(data));
  return all;
}

}  // namespace golive
