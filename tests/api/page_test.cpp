#include "api/rest/page.h"

#include <doctest/doctest.h>

using namespace golive::rest;

TEST_CASE("a cursor is read back, in the form in which it was given out alone") {
  for (const std::uint64_t count : {0u, 9u, 10u, 255u, 123456u}) {
    const auto wish = page_wish({{"cursor", cursor_after(count)}}, 10, 100);
    REQUIRE(wish);
    CHECK(wish->after == count);
    CHECK(wish->limit == 10);
  }
  for (const char* odd :
       {"", "c", "1", "c 1", "c0x1", "c01", "cA", "c1 ", "d1", "c10000000000000000"})
    CHECK_FALSE(page_wish({{"cursor", odd}}, 10, 100));
}

TEST_CASE("a page has at least one and at most as many as may be") {
  CHECK(page_wish({{"limit", "100"}}, 10, 100)->limit == 100);
  for (const char* odd : {"0", "101", "-1", "", "1x"})
    CHECK_FALSE(page_wish({{"limit", odd}}, 10, 100));
}
