#include "api/listen_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <unistd.h>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>

namespace golive {
namespace {

bool is_v6(const ListenAddress& address) { return address.host.find(':') != std::string::npos; }

}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const auto refused = [&] {
    return fail(ErrorKind::invalid, "\"" + std::string(text) + "\" is no address to listen on", {},
                "write HOST:PORT with a numeric host, such as 127.0.0.1:8080 or [::1]:8080");
  };
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return refused();
  ListenAddress address;
  address.host = text.substr(0, colon);
  if (address.host == "localhost") address.host = "127.0.0.1";
  if (address.host.starts_with('[') && address.host.ends_with(']'))
    address.host = address.host.substr(1, address.host.size() - 2);
  else if (is_v6(address))
    return refused();
  const auto digits = text.substr(colon + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
  if (error != std::errc() || end != digits.data() + digits.size() || address.port == 0)
    return refused();
  in6_addr binary{};
  if (inet_pton(is_v6(address) ? AF_INET6 : AF_INET, address.host.c_str(), &binary) != 1)
    return refused();
  return address;
}

std::string to_text(const ListenAddress& address) {
  const auto host = is_v6(address) ? "[" + address.host + "]" : address.host;
  return host + ":" + std::to_string(address.port);
}

bool is_loopback(const ListenAddress& address) {
  return address.host == "::1" || address.host.starts_with("127.");
}

sockaddr_storage socket_address(const ListenAddress& address) {
  sockaddr_storage storage{};
  if (is_v6(address)) {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(address.port);
    inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr);
  } else {
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    v4.sin_family = AF_INET;
    v4.sin_port = htons(address.port);
    inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr);
  }
  return storage;
}

namespace {

constexpr std::chrono::seconds patience{3};
constexpr std::chrono::milliseconds between{20};

// Why not, by errno; 0: it is.
int why_not_free(const ListenAddress& address) {
  const auto storage = socket_address(address);
  const int fd = socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const bool is_free = fd >= 0 &&
                       bind(fd, reinterpret_cast<const sockaddr*>(&storage),
                            is_v6(address) ? sizeof(sockaddr_in6) : sizeof(sockaddr_in)) == 0 &&
                       listen(fd, 1) == 0;
  const int why = is_free ? 0 : errno;
  if (fd >= 0) close(fd);
  return why;
}

}  // namespace

Result<void> await_free(const ListenAddress& address) {
  const auto end = std::chrono::steady_clock::now() + patience;
  int why = why_not_free(address);
  for (; why == EADDRINUSE && std::chrono::steady_clock::now() < end; why = why_not_free(address))
    std::this_thread::sleep_for(between);
  if (why == 0) return {};
  return fail(ErrorKind::unavailable, std::string("nobody can listen there: ") + std::strerror(why),
              to_text(address),
              "choose another address by --listen, or leave REST out by --no-door");
}

}  // namespace golive
