// LoopHandle: a libuv handle that is closed with its owner. libuv frees a handle only in a later
// turn of the loop, so it lies on the heap and outlasts the owner, whom its `data` then no longer
// names.
#pragma once

#include <uv.h>

#include <cassert>
#include <memory>

#include "base/instant.h"

namespace golive {

struct LoopClose {
  template <class Handle>
  void operator()(Handle* handle) const {
    handle->data = nullptr;
    uv_close(reinterpret_cast<uv_handle_t*>(handle),
             [](uv_handle_t* closed) { delete reinterpret_cast<Handle*>(closed); });
  }
};

template <class Handle>
using LoopHandle = std::unique_ptr<Handle, LoopClose>;

// By an init function that only runs out of memory: uv_timer_init, uv_pipe_init.
template <class Handle, class... Options>
LoopHandle<Handle> open_handle(int (*init)(uv_loop_t*, Handle*, Options...), uv_loop_t& loop,
                               void* owner, Options... options) {
  auto handle = std::make_unique<Handle>();
  [[maybe_unused]] const int code = init(&loop, handle.get(), options...);
  assert(code == 0);
  handle->data = owner;
  return LoopHandle<Handle>(handle.release());
}

template <class Owner, class Handle>
Owner& owner_of(const Handle* handle) {
  return *static_cast<Owner*>(handle->data);
}

// Calls the owner's method `in` from now, and, if `again` is given, then every so often.
template <class Owner, void (Owner::*method)()>
void start_timer(uv_timer_t& timer, Duration in, Duration again = {}) {
  uv_timer_start(
      &timer, [](uv_timer_t* due) { (owner_of<Owner>(due).*method)(); },
      static_cast<std::uint64_t>(in.count()), static_cast<std::uint64_t>(again.count()));
}

// The loop's clock: for durations only.
inline Duration loop_time(const uv_loop_t& loop) {
  return Duration(static_cast<Duration::rep>(uv_now(&loop)));
}

}  // namespace golive
