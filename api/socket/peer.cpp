#include "api/socket/peer.h"

#include <pwd.h>
#include <sys/socket.h>
#include <array>
#include <cerrno>
#include <cstring>

#include "uv/local_socket.h"

namespace golive {

std::string user_name(uid_t uid) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> texts{};
  // Nobody goes by the name that the log has for golive itself.
  if (getpwuid_r(uid, &entry, texts.data(), texts.size(), &found) == 0 && found &&
      std::string_view(found->pw_name) != "engine")
    return found->pw_name;
  return "uid-" + std::to_string(uid);
}

Result<Peer> peer_of(int socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    return fail(ErrorKind::unauthenticated,
                std::string("the socket's peer cannot be told: ") + std::strerror(errno));
  return Peer{credentials.uid, credentials.pid, user_name(credentials.uid), is_from_door(socket)};
}

}  // namespace golive
