// Peer: who is at the other end of a Unix socket, as the kernel says.
#pragma once

#include <sys/types.h>
#include <string>

#include "base/error.h"

namespace golive {

struct Peer {
  uid_t uid = 0;
  pid_t pid = 0;
  std::string name;  // the operating system's name of the user, or "uid-1000"
  bool is_door = false;
};

Result<Peer> peer_of(int socket);
std::string user_name(uid_t uid);

}  // namespace golive
