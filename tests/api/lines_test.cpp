#include "api/socket/lines.h"

#include <doctest/doctest.h>

using golive::Lines;

TEST_CASE("a line comes out when its end has come, however it was cut") {
  Lines lines(100);
  lines.feed("{\"op\":");
  CHECK_FALSE(lines.next());
  lines.feed("\"ping\"}\n{\"op\"");
  CHECK(lines.next() == "{\"op\":\"ping\"}");
  CHECK_FALSE(lines.next());
  lines.feed(":1}\n\n");
  CHECK(lines.next() == "{\"op\":1}");
  CHECK(lines.next() == "");
  CHECK(lines.held() == 0);
}

TEST_CASE("a line over the limit never comes out, and is noticed before it ends") {
  Lines lines(10);
  lines.feed("0123456789");
  CHECK_FALSE(lines.too_long());
  lines.feed("x");
  CHECK(lines.too_long());
  lines.feed("\n");
  CHECK_FALSE(lines.next());
  CHECK(lines.too_long());
}

TEST_CASE("a long buffer of short lines is not too long") {
  Lines lines(4);
  lines.feed("one\ntwo\nthree\n");
  CHECK_FALSE(lines.too_long());
  CHECK(lines.next() == "one");
  CHECK(lines.next() == "two");
  CHECK_FALSE(lines.next());
  CHECK(lines.too_long());
}
