#include "store/data_dir.h"

#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace golive {
namespace {

namespace fs = std::filesystem;

Result<fs::path> whole_path(const fs::path& path) {
  std::error_code error;
  auto whole = fs::absolute(path, error);
  if (path.empty() || error)
    return fail(ErrorKind::invalid, "the data directory has no name", "--data");
  return whole.lexically_normal();
}

// Makes `path` and the folders above it; only `path` itself is closed to others.
Result<void> make(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (::mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return fail(ErrorKind::storage,
              "cannot make the data directory " + path.string() + ": " + std::strerror(errno), {},
              "name another with --data");
}

Result<struct stat> look_at(const fs::path& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0)
    return fail(ErrorKind::not_found, "there is no data directory " + path.string(), {},
                "name it with --data, or start an engine there: golive serve --data DIR");
  if (!S_ISDIR(found.st_mode))
    return fail(ErrorKind::invalid, path.string() + " is not a directory", "--data");
  return found;
}

}  // namespace

Result<DataDir> DataDir::create(const fs::path& path) {
  const auto whole = whole_path(path);
  if (!whole) return tl::unexpected(whole.error());
  DataDir dir(*whole);
  if (dir.socket().native().size() >= sizeof(sockaddr_un::sun_path))
    return fail(ErrorKind::invalid,
                "the path " + whole->string() + " is too long for a socket in it", "--data",
                "name a directory nearer to the root");
  if (auto made = make(*whole); !made) return tl::unexpected(made.error());
  const auto found = look_at(*whole);
  if (!found) return tl::unexpected(found.error());
  if ((found->st_mode & S_IWOTH) != 0)
    return fail(ErrorKind::storage, "everybody may write to " + whole->string(), {},
                "chmod o-w " + whole->string());
  return dir;
}

Result<DataDir> DataDir::find(const fs::path& path) {
  const auto whole = whole_path(path);
  if (!whole) return tl::unexpected(whole.error());
  if (const auto found = look_at(*whole); !found) return tl::unexpected(found.error());
  return DataDir(*whole);
}

}  // namespace golive
