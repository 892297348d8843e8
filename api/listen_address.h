// Where the door listens: "127.0.0.1:8080", "[::1]:8080", "localhost:8080".
#pragma once

#include <sys/socket.h>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

struct ListenAddress {
  std::string host = "127.0.0.1";  // numeric
  std::uint16_t port = 8080;
};

Result<ListenAddress> parse_listen_address(std::string_view text);
std::string to_text(const ListenAddress& address);  // IPv6 in brackets
bool is_loopback(const ListenAddress& address);
sockaddr_storage socket_address(const ListenAddress& address);
// Whether somebody could listen there: found out by doing so, and given back at once. Where it is
// taken, waits for a while: the door of an engine that was killed may still be ending.
Result<void> await_free(const ListenAddress& address);

}  // namespace golive
