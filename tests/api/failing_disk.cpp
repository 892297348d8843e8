// Preloaded into a program: a disk that says no. While the file $FAILING_DISK_ORDER holds two
// words, the calls that the first names fail for the files under $FAILING_DISK_FOLDER with the
// error that the second names: "write EIO" (write, pwrite, ftruncate), "sync EIO" (fsync,
// fdatasync).
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

bool is_under_folder(int file) {
  const char* folder = std::getenv("FAILING_DISK_FOLDER");
  if (!folder) return false;
  const std::string link = "/proc/self/fd/" + std::to_string(file);
  std::array<char, PATH_MAX> path{};
  const auto size = ::readlink(link.c_str(), path.data(), path.size());
  return size > 0 && std::string_view(path.data(), static_cast<std::size_t>(size))
                         .starts_with(std::string(folder) + "/");
}

std::string order() {
  const char* path = std::getenv("FAILING_DISK_ORDER");
  const int file = path ? ::open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) return {};
  std::array<char, 64> text{};
  const auto size = ::read(file, text.data(), text.size());
  ::close(file);
  return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

int error_named(std::string_view name) {
  if (name.starts_with("ENOSPC")) return ENOSPC;
  if (name.starts_with("EROFS")) return EROFS;
  return EIO;
}

// Whether the call must fail; errno then says why.
bool fails(std::string_view call, int file) {
  const int before = errno;
  const std::string words = order();
  const bool is_meant = words.starts_with(std::string(call) + " ") && is_under_folder(file);
  errno = is_meant ? error_named(std::string_view(words).substr(call.size() + 1)) : before;
  return is_meant;
}

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int fsync(int file) { return fails("sync", file) ? -1 : real<int(int)>("fsync")(file); }

int fdatasync(int file) { return fails("sync", file) ? -1 : real<int(int)>("fdatasync")(file); }

ssize_t write(int file, const void* bytes, size_t size) {
  if (fails("write", file)) return -1;
  return real<ssize_t(int, const void*, size_t)>("write")(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  if (fails("write", file)) return -1;
  return real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(file, bytes, size, at);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return pwrite64(file, bytes, size, at);
}

int ftruncate64(int file, off64_t size) noexcept {
  if (fails("write", file)) return -1;
  return real<int(int, off64_t)>("ftruncate64")(file, size);
}

int ftruncate(int file, off_t size) noexcept { return ftruncate64(file, size); }

}  // extern "C"
