// Forbidden network: where no notice is sent to, whatever name led there: links, where clouds keep
// their metadata and what it lets one do; and addresses that are nobody's own.
#pragma once

#include <sys/socket.h>

#include <string_view>

namespace golive {

// What the address is ("link-local"), if it is forbidden; else empty. Of IPv6 also what is an IPv4
// address inside.
std::string_view forbidden_network(const sockaddr& address);

}  // namespace golive
