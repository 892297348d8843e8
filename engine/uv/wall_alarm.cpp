#include "uv/wall_alarm.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace golive {

WallAlarm::WallAlarm(uv_loop_t& loop, std::function<void()> on_wake)
    : on_wake_(std::move(on_wake)),
      timer_(::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC)),
      ready_(open_handle(uv_poll_init, loop, this, timer_.get())) {
  uv_poll_start(ready_.get(), UV_READABLE,
                [](uv_poll_t* poll, int, int) { owner_of<WallAlarm>(poll).wake(); });
}

void WallAlarm::set(std::optional<Instant> at) {
  if (at == at_) return;
  at_ = at;
  itimerspec when{};  // zero: never
  if (at) {
    // An instant that is past, also one before 1970, is now.
    const auto since_1970 = std::max<Duration>(at->time_since_epoch(), Duration(1));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_1970);
    when.it_value.tv_sec = seconds.count();
    when.it_value.tv_nsec = std::chrono::nanoseconds(since_1970 - seconds).count();
  }
  [[maybe_unused]] const int set =
      ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, nullptr);
  assert(set == 0);
}

void WallAlarm::wake() {
  std::uint64_t times = 0;
  // Fails when the clock was set: then, too, it is no longer armed.
  [[maybe_unused]] const auto count = ::read(timer_.get(), &times, sizeof times);
  at_.reset();
  on_wake_();
}

}  // namespace golive
