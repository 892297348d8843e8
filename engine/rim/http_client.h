// HttpClient: HTTP requests side by side, for one loop; their connections are kept. The requests
// travel on an HttpThread, which begins with the first one: curl and its TLS library take a
// megabyte.
#pragma once

#include <memory>
#include <optional>
#include <unordered_map>

#include "rim/http_exchange.h"
#include "rim/http_thread.h"
#include "uv/loop_handle.h"

namespace golive {

class HttpClient {
 public:
  explicit HttpClient(uv_loop_t& loop);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  std::unique_ptr<Errand> send(HttpRequest request, const Redactor& redactor, HttpDone done);

  // By an HttpExchange: its ticket, by which it is known until its reply has come or it is
  // forgotten.
  HttpThread::Ticket begin(HttpExchange& exchange, HttpCall call);
  void forget(HttpThread::Ticket ticket);

 private:
  void hand_over();
  void keep_loop_alive();  // while something is under way

  LoopHandle<uv_async_t> replied_;
  std::unordered_map<HttpThread::Ticket, HttpExchange*> exchanges_;
  HttpThread::Ticket last_ticket_ = 0;
  std::optional<HttpThread> thread_;  // last: it wakes what stands above
};

}  // namespace golive
