#include "api/turn_loop.h"

namespace golive {

TurnLoop::TurnLoop(uv_loop_t& loop, Engine& engine, Clock& clock)
    : engine_(engine),
      clock_(clock),
      prepare_(open_handle(uv_prepare_init, loop, this)),
      check_(open_handle(uv_check_init, loop, this)),
      busy_(open_handle(uv_idle_init, loop, this)),
      alarm_(loop, [] {}) {
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
  alarm_.set(engine_.storage_error() ? std::nullopt : engine_.next_deadline());
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
