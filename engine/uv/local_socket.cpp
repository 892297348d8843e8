#include "uv/local_socket.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace golive {
namespace {

FileHandle open_socket(int flags = 0) {
  return FileHandle(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
}

tl::unexpected<Error> refusal(const char* what, const std::filesystem::path& socket, int code,
                              const char* way_out) {
  return fail(ErrorKind::unavailable, std::string(what) + std::strerror(code), socket.string(),
              way_out);
}

// Refuses a path that the kernel would cut (108 bytes).
Result<sockaddr_un> address_of(const std::filesystem::path& socket) {
  const auto path = socket.string();
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path)
    return fail(ErrorKind::invalid, "the data directory's path is too long for a socket in it",
                path, "choose one with at most 95 characters by --data or GOLIVE_DATA");
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

}  // namespace

Result<FileHandle> bind_private(const std::filesystem::path& socket) {
  const auto address = address_of(socket);
  if (!address) return tl::unexpected<Error>(address.error());
  auto file = open_socket();
  ::unlink(address->sun_path);
  const mode_t before = ::umask(0177);
  const bool bound = file && ::bind(file.get(), reinterpret_cast<const sockaddr*>(&*address),
                                    sizeof *address) == 0;
  const int why = errno;
  ::umask(before);
  if (bound) return file;
  return refusal("a socket cannot be opened: ", socket, why,
                 "check the rights and the free space of the data directory");
}

Result<FileHandle> connect_to(const std::filesystem::path& socket, bool wait) {
  const auto address = address_of(socket);
  if (!address) return tl::unexpected<Error>(address.error());
  auto file = open_socket(wait ? 0 : SOCK_NONBLOCK);
  if (file &&
      ::connect(file.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) == 0)
    return file;
  const int why = errno;
  auto refused = refusal("nobody answers: ", socket, why, "");
  if (why == ENOENT || why == ECONNREFUSED) refused.value().kind = ErrorKind::not_found;
  return refused;
}

bool is_from_door(int socket) {
  ucred caller{};
  socklen_t size = sizeof caller;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &caller, &size) != 0) return true;
  std::error_code error;
  const auto program =
      std::filesystem::read_symlink("/proc/" + std::to_string(caller.pid) + "/exe", error);
  if (error) return caller.uid == geteuid();
  return program.filename().string().starts_with("golive-door");  // " (deleted)" may follow
}

}  // namespace golive
