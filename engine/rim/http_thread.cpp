#include "rim/http_thread.h"

#include <memory>
#include <unordered_map>

#include "rim/curl_loop.h"

namespace golive {

class HttpThread::Work {
 public:
  explicit Work(HttpThread& thread)
      : thread_(thread), curl_(thread.loop_, [this](HttpTransfer& transfer, CURLcode code) {
          auto reply = transfer.end(code);
          const Ticket ticket = transfer.ticket();
          transfers_.erase(ticket);
          thread_.reply(ticket, std::move(reply));
        }) {}

  void take(std::vector<Order> orders) {
    for (Order& order : orders)
      if (order.call)
        transfers_.emplace(order.ticket, std::make_unique<HttpTransfer>(curl_, order.ticket,
                                                                        std::move(*order.call)));
      else
        transfers_.erase(order.ticket);
  }

 private:
  HttpThread& thread_;
  CurlLoop curl_;
  std::unordered_map<Ticket, std::unique_ptr<HttpTransfer>> transfers_;
};

HttpThread::HttpThread(std::function<void()> on_replies) : on_replies_(std::move(on_replies)) {
  uv_loop_init(&loop_);
  uv_async_init(&loop_, &wake_, [](uv_async_t* wake) {
    auto& self = *static_cast<HttpThread*>(wake->loop->data);
    auto& work = *static_cast<std::unique_ptr<Work>*>(wake->data);
    std::vector<Order> orders;
    {
      const std::lock_guard lock(self.mutex_);
      if (self.stopping_) work.reset();
      orders.swap(self.orders_);
    }
    if (work) return work->take(std::move(orders));
    uv_close(reinterpret_cast<uv_handle_t*>(wake), nullptr);
  });
  loop_.data = this;
  thread_ = std::thread([this] {
    auto work = std::make_unique<Work>(*this);
    wake_.data = &work;
    uv_run(&loop_, UV_RUN_DEFAULT);  // until there is nothing left to wait for
  });
}

HttpThread::~HttpThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  uv_async_send(&wake_);
  thread_.join();
  uv_loop_close(&loop_);
}

void HttpThread::send(Ticket ticket, HttpCall call) { give({ticket, std::move(call)}); }

void HttpThread::drop(Ticket ticket) { give({ticket, {}}); }

void HttpThread::give(Order order) {
  {
    const std::lock_guard lock(mutex_);
    orders_.push_back(std::move(order));
  }
  uv_async_send(&wake_);
}

void HttpThread::reply(Ticket ticket, HttpReply reply) {
  {
    const std::lock_guard lock(mutex_);
    replies_.emplace_back(ticket, std::move(reply));
  }
  on_replies_();
}

std::vector<std::pair<HttpThread::Ticket, HttpReply>> HttpThread::take_replies() {
  std::vector<std::pair<Ticket, HttpReply>> taken;
  const std::lock_guard lock(mutex_);
  taken.swap(replies_);
  return taken;
}

}  // namespace golive
