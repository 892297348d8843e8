#include "api/turn_loop.h"

#include <algorithm>

namespace golive {
namespace {

// The alarm runs on the monotonic clock and deadlines on the wall clock, which may be set: look
// again.
constexpr Duration look_again = std::chrono::seconds(10);

}  // namespace

TurnLoop::TurnLoop(uv_loop_t& loop, Engine& engine, Clock& clock)
    : engine_(engine),
      clock_(clock),
      prepare_(open_handle(uv_prepare_init, loop, this)),
      check_(open_handle(uv_check_init, loop, this)),
      busy_(open_handle(uv_idle_init, loop, this)),
      alarm_(open_handle(uv_timer_init, loop, this)) {
  uv_prepare_start(prepare_.get(),
                   [](uv_prepare_t* handle) { owner_of<TurnLoop>(handle).before_waiting(); });
  uv_check_start(check_.get(),
                 [](uv_check_t* handle) { owner_of<TurnLoop>(handle).after_waiting(); });
}

void TurnLoop::before_waiting() {
  if (engine_.pending())
    uv_idle_start(busy_.get(), [](uv_idle_t*) {});
  else
    uv_idle_stop(busy_.get());
  uv_timer_stop(alarm_.get());
  const auto deadline = engine_.storage_error() ? std::nullopt : engine_.next_deadline();
  if (!deadline) return;
  const auto wait = std::clamp<Duration>(*deadline - clock_.now(), Duration(1), look_again);
  uv_timer_start(
      alarm_.get(), [](uv_timer_t*) {}, static_cast<std::uint64_t>(wait.count()), 0);
}

void TurnLoop::after_waiting() {
  if (engine_.pending() || is_due()) engine_.turn();
}

bool TurnLoop::is_due() const {
  if (engine_.storage_error()) return false;
  const auto deadline = engine_.next_deadline();
  return deadline && *deadline <= clock_.now();
}

}  // namespace golive
