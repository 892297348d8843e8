#include "sim/virtual_clock.h"

#include <doctest/doctest.h>

namespace golive {

using namespace std::chrono_literals;

TEST_CASE("virtual time stands still until it is moved, and never goes back") {
  const Instant start = parse_instant("2027-01-10T08:00:00.000Z").value();
  VirtualClock clock(start);
  CHECK(clock.now() == start);
  CHECK(clock.now() == start);
  clock.move_to(start + 1h);
  CHECK(clock.now() == start + 1h);
  clock.move_to(start);
  CHECK(clock.now() == start + 1h);
}

}  // namespace golive
