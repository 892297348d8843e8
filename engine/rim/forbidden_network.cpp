#include "rim/forbidden_network.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace golive {
namespace {

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// The metadata of AWS, Azure, Google and others stands at 169.254.169.254, which is link-local.
constexpr std::array other_metadata{ipv4(100, 100, 100, 200), ipv4(168, 63, 129, 16),
                                    ipv4(192, 0, 0, 192)};

std::string_view forbidden_ipv4(std::uint32_t address) {
  if (address == ipv4(169, 254, 169, 254)) return "a cloud's metadata";
  if ((address & 0xFFFF0000u) == ipv4(169, 254, 0, 0)) return "link-local";
  if (std::find(other_metadata.begin(), other_metadata.end(), address) != other_metadata.end())
    return "a cloud's metadata";
  if ((address & 0xFF000000u) == 0) return "nobody's address";
  if ((address & 0xF0000000u) == ipv4(224, 0, 0, 0)) return "multicast";
  if (address == 0xFFFFFFFFu) return "broadcast";
  return {};
}

using Bytes = std::array<std::uint8_t, 16>;

bool begins_with(const Bytes& bytes, std::initializer_list<std::uint8_t> start) {
  return std::equal(start.begin(), start.end(), bytes.begin());
}

std::uint32_t last_four(const Bytes& bytes) {
  return ipv4(bytes[12], bytes[13], bytes[14], bytes[15]);
}

std::string_view forbidden_ipv6(const Bytes& bytes) {
  constexpr Bytes loopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  if (bytes == loopback) return {};
  if (begins_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}) ||   // mapped
      begins_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}) ||         // compatible
      begins_with(bytes, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0}))  // NAT64
    return forbidden_ipv4(last_four(bytes));
  if (begins_with(bytes, {0x20, 0x02}))  // 6to4
    return forbidden_ipv4(ipv4(bytes[2], bytes[3], bytes[4], bytes[5]));
  if (bytes[0] == 0xFE && (bytes[1] & 0xC0) == 0x80) return "link-local";
  if (begins_with(bytes, {0xFD, 0, 0x0E, 0xC2})) return "a cloud's metadata";
  if (bytes[0] == 0xFF) return "multicast";
  return {};
}

}  // namespace

std::string_view forbidden_network(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return forbidden_ipv4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return forbidden_ipv6(bytes);
  }
  return "no network";
}

}  // namespace golive
