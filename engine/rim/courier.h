// Courier: brings parcels to their targets, by curl, side by side on a thread of its own: whoever
// is slow or silent holds up neither the engine nor another target. No redirect is followed, and
// nothing goes to a forbidden network, whatever a name resolves to.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/outbox.h"
#include "rim/parcel.h"
#include "uv/loop_handle.h"

namespace golive {

class Courier {
 public:
  using Done = std::function<void(Delivery)>;

  explicit Courier(uv_loop_t& loop);
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;
  // At once: what is under way is dropped, and its `done` not called.
  ~Courier();

  // `done` is called once, on the loop's thread. The reason it gives names neither the target nor
  // what was sent.
  void send(Parcel parcel, Done done);

 private:
  class Transfer;
  struct Waiting {
    Parcel parcel;
    Done done;
  };
  struct Ended {
    Done done;
    Delivery delivery;
  };

  void begin();
  void work();
  bool take();
  void finish_ended();
  void hand_over();

  LoopHandle<uv_async_t> ended_signal_;
  std::string certificates_;  // a file of further authorities; empty: the system's
  std::string without_proxy_;
  // CURLM: of the thread, but for its wake-up. From the first parcel on, as the thread.
  void* multi_ = nullptr;
  std::vector<std::unique_ptr<Transfer>> transfers_;  // the thread's alone
  std::mutex mutex_;                                  // of what follows
  std::vector<Waiting> waiting_;
  std::vector<Ended> ended_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace golive
