// Tests of a runbook, from their Lua text:
//
//   return tests { j = "2027-01-15", environment = "uat",
//     test "a good day ends open" { play = function(day)
//       day:play()
//       day:expect(day:state "go-live/open" == "succeeded", "the service is open")
//     end },
//   }
//
// The sandbox is a runbook's. Each test runs in one of its own, so that none sees what another
// did. What `day` can do is in lua/test_day.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "port/runbook_loader.h"
#include "port/test_stage.h"

namespace golive {

struct RunbookTest {
  std::string name, place;
  std::string j, environment;  // as written; empty: not said
};

// The tests in `text.main`, in the order written. Errors are ErrorKind::unloadable with file and
// line.
Result<std::vector<RunbookTest>> list_tests(const RunbookText& text);

// Plays the test of that number, once; what did not hold, with its place. None: it passed.
std::optional<Error> play_test(const RunbookText& text, std::size_t number, TestStage& stage);

}  // namespace golive
