#include "api/listen_address.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("an address is read and written alike") {
  for (const auto* text : {"127.0.0.1:8080", "[::1]:80", "0.0.0.0:65535"})
    CHECK(to_text(*parse_listen_address(text)) == text);
  CHECK(to_text(*parse_listen_address("localhost:8080")) == "127.0.0.1:8080");
}

TEST_CASE("what is no numeric address with a port is refused") {
  for (const auto* text : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0",
                           "127.0.0.1:65536", "127.0.0.1:80x", "example.org:80", "::1:80", "[::1]"})
    CHECK_FALSE_MESSAGE(parse_listen_address(text), std::string(text));
}

TEST_CASE("loopback is told from what other machines reach") {
  CHECK(is_loopback(*parse_listen_address("127.0.0.2:80")));
  CHECK(is_loopback(*parse_listen_address("[::1]:80")));
  CHECK_FALSE(is_loopback(*parse_listen_address("0.0.0.0:80")));
  CHECK_FALSE(is_loopback(*parse_listen_address("[::]:80")));
}
