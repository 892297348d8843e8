// Reach: whether a name is known, and whether something takes connections there: a look of a poll.
// On the loop's thread, but for the system's resolver, which libuv asks on one of its own.
#pragma once

#include <string>

#include "base/instant.h"
#include "uv/errand.h"
#include "uv/loop_handle.h"

namespace golive {

struct ReachWish {
  std::string host;
  int port = 0;  // 0: its addresses are all that is asked for
  Duration timeout{};
};

// Outcome, as that of a program: {"code": 0, "out": "127.0.0.1\n::1", "ms"}, where `out` are the
// addresses (of a connection the one that took it), or {"error"}.
std::unique_ptr<Errand> reach(uv_loop_t& loop, ReachWish wish, ErrandDone done);

}  // namespace golive
