#include "base/sha256.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("digests are those of FIPS 180-4") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a comparison in constant time compares") {
  CHECK(equal_constant_time("token", "token"));
  CHECK(equal_constant_time("", ""));
  CHECK_FALSE(equal_constant_time("token", "tokex"));
  CHECK_FALSE(equal_constant_time("token", "toke"));
}

TEST_CASE("tokens are 64 hex characters and never the same") {
  const auto token = random_token();
  CHECK(token.size() == 64);
  CHECK(token.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(token != random_token());
}
