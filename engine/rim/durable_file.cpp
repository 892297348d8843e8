#include "rim/durable_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "uv/file_handle.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::fsync(file) == 0;
}

bool sync_folder(const fs::path& folder) {
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return handle && ::fsync(handle.get()) == 0;
}

}  // namespace

bool make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0) return sync_folder(folder.parent_path());
  return errno == EEXIST;
}

bool replace_file(const fs::path& file, const fs::path& draft, std::string_view text) {
  if (!make_folder(file.parent_path())) return false;
  ::unlink(draft.c_str());  // left by an engine that died here; its mode would stay
  const FileHandle handle(
      ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (handle && write_all(handle.get(), text) && ::rename(draft.c_str(), file.c_str()) == 0)
    return sync_folder(file.parent_path());
  const int why = errno;
  ::unlink(draft.c_str());  // a full disk needs its room
  errno = why;
  return false;
}

}  // namespace golive
