#include "api/socket/address.h"

#include <sys/socket.h>
#include <cstring>

namespace golive {

Result<sockaddr_un> socket_address(const std::filesystem::path& socket) {
  const auto path = socket.string();
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path)
    return fail(ErrorKind::invalid, "the data directory's path is too long for a socket in it",
                path, "choose one with at most 95 characters by --data or GOLIVE_DATA");
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

}  // namespace golive
