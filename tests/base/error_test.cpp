#include "base/error.h"

#include <doctest/doctest.h>

using namespace golive;

TEST_CASE("an error's line says where, what, and the way out") {
  CHECK(to_line({ErrorKind::invalid, "it is wrong"}) == "it is wrong");
  CHECK(to_line({ErrorKind::unloadable, "no such role", "runbook.lua:12", "did you mean dba?"}) ==
        "runbook.lua:12: no such role (did you mean dba?)");
}
