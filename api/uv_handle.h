// Uv<T>: a libuv handle that is closed with its owner. Closing takes until the loop's next turn, so
// the handle itself lives on the heap and outlasts the owner; no callback but that of a pending
// write comes after.
#pragma once

#include <uv.h>
#include <memory>

namespace golive {

struct UvClose {
  template <class Handle>
  void operator()(Handle* handle) const {
    uv_close(reinterpret_cast<uv_handle_t*>(handle),
             [](uv_handle_t* closed) { delete reinterpret_cast<Handle*>(closed); });
  }
};

template <class Handle>
using Uv = std::unique_ptr<Handle, UvClose>;

// Uv<uv_timer_t> timer = make_uv(uv_timer_init, loop, this);
template <class Handle, class... Options>
Uv<Handle> make_uv(int (*init)(uv_loop_t*, Handle*, Options...), uv_loop_t& loop, void* owner,
                   Options... options) {
  auto handle = std::make_unique<Handle>();
  init(&loop, handle.get(), options...);
  handle->data = owner;
  return Uv<Handle>(handle.release());
}

template <class Owner, class Handle>
Owner& owner_of(const Handle* handle) {
  return *static_cast<Owner*>(handle->data);
}

}  // namespace golive
