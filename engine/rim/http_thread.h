// HttpThread: requests are sent and answers read on a thread of their own, so that the engine's
// turns go on meanwhile. Requests go in and replies come out by two queues; nothing else is shared.
#pragma once

#include <uv.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "rim/http_transfer.h"

namespace golive {

class HttpThread {
 public:
  using Ticket = std::uint64_t;
  // `on_replies` is called on the thread when there are some to take.
  explicit HttpThread(std::function<void()> on_replies);
  HttpThread(const HttpThread&) = delete;
  HttpThread& operator=(const HttpThread&) = delete;
  ~HttpThread();  // breaks off what is under way

  void send(Ticket ticket, HttpCall call);
  // No reply comes for it, unless it is among those to take already.
  void drop(Ticket ticket);
  std::vector<std::pair<Ticket, HttpReply>> take_replies();

 private:
  struct Order {
    Ticket ticket{};
    std::optional<HttpCall> call = {};  // none: drop
  };
  class Work;  // on the thread
  void give(Order order);
  void reply(Ticket ticket, HttpReply reply);

  std::function<void()> on_replies_;
  std::mutex mutex_;
  std::vector<Order> orders_;
  std::vector<std::pair<Ticket, HttpReply>> replies_;
  bool stopping_ = false;
  uv_loop_t loop_{};
  uv_async_t wake_{};
  std::thread thread_;  // last: begins when the rest is there
};

}  // namespace golive
