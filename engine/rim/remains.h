// Remains: what a process has left alive when its keeper died, while it ran or was being ended.
// Nobody's child any more, it is found by its marks; whoever waits for it to be gone, like an undo,
// waits for this.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "uv/errand.h"
#include "uv/loop_handle.h"

namespace golive {

class Remains final : public Errand {
 public:
  // `marks`: variables that only they have. They are left alone for `patience`, since the keeper
  // may have told them to end; then comes SIGTERM, and SIGKILL after `grace`. The outcome, {},
  // comes once all are gone, and later than this call.
  Remains(uv_loop_t& loop, std::vector<std::string> marks, Duration patience, Duration grace,
          ErrandDone done);
  void end() override {}  // it is about nothing else

 private:
  void look();

  uv_loop_t& loop_;
  std::vector<std::string> marks_;
  Duration patience_, grace_;
  Duration since_{};  // loop time: of its beginning, then of SIGTERM
  bool told_ = false;
  ErrandDone done_;
  LoopHandle<uv_timer_t> timer_;
};

}  // namespace golive
