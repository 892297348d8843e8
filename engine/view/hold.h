// Hold: an item that keeps the run from going on until somebody decides, why, and what can be done.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/run.h"

namespace golive {

// A command of the API that would release the hold; the person adds the reason.
struct WayOut {
  std::string_view command;  // "retry"
  std::string_view
      field;  // "item", "gate", "contingency", "freeze"; empty if the command names nothing
  std::string target;  // a path; of "freeze" the id of one, or of a window
};
struct Hold {
  ItemIndex item = 0;
  std::string why;
  std::vector<WayOut> ways_out;
  // Past the point of no return: what a retry lets start, itself first of all (core/no_return).
  std::vector<ItemIndex> speaks_for = {};
};

// Those that stop what goes on now, in the order of the plan.
std::vector<Hold> holds_of(const Run& run);
// {"item", "title", "state", "why", "ways_out": [{"command": "retry", "item": "go-live/migrate"},
// ...]}, and "speaks_for": paths, past the point of no return.
nlohmann::json to_json(const Run& run, const Hold& hold);
// The paths, as a sentence has them: "go-live/migrate and go-live/open".
std::string paths_text(const Run& run, const std::vector<ItemIndex>& items);

}  // namespace golive
