// TestLoop: a libuv loop for one test, which must have let go of everything when the test ends.
#pragma once

#include <doctest/doctest.h>
#include <uv.h>

#include <functional>

namespace golive {

class TestLoop {
 public:
  TestLoop() { uv_loop_init(&loop_); }
  TestLoop(const TestLoop&) = delete;
  TestLoop& operator=(const TestLoop&) = delete;
  ~TestLoop() {
    uv_run(&loop_, UV_RUN_DEFAULT);
    CHECK(uv_loop_close(&loop_) == 0);
  }
  uv_loop_t& get() { return loop_; }

  // Turns the loop until it is so; looks every 10 ms, also when nothing happens. Fails the test
  // when nothing is left to wait for, or after 20 s.
  void run_until(const std::function<bool()>& is_so) {
    int looks = 0;
    auto* look = new uv_timer_t;
    uv_timer_init(&loop_, look);
    look->data = &looks;
    uv_timer_start(
        look, [](uv_timer_t* due) { ++*static_cast<int*>(due->data); }, 10, 10);
    uv_unref(reinterpret_cast<uv_handle_t*>(look));
    while (!is_so() && looks < 2'000 && uv_loop_alive(&loop_) != 0) uv_run(&loop_, UV_RUN_ONCE);
    uv_close(reinterpret_cast<uv_handle_t*>(look),
             [](uv_handle_t* closed) { delete reinterpret_cast<uv_timer_t*>(closed); });
    REQUIRE(is_so());
  }

 private:
  uv_loop_t loop_{};
};

}  // namespace golive
