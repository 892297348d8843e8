// HttpClient: runs HttpExchanges side by side on the loop, by curl's multi interface, and keeps
// their connections.
#pragma once

#include <curl/curl.h>

#include "rim/http_exchange.h"
#include "uv/loop_handle.h"

namespace golive {

class HttpClient {
 public:
  explicit HttpClient(uv_loop_t& loop);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient();

  std::unique_ptr<Errand> send(HttpRequest request, const Redactor& redactor, ErrandDone done);

  // By an HttpExchange. What it gives back is used again: making one anew takes curl as long as a
  // whole request.
  CURL* take();
  void give_back(CURL* easy);
  // Removing what is not there is no error.
  void add(CURL* easy);
  void remove(CURL* easy);

 private:
  static int on_socket(CURL*, curl_socket_t socket, int wanted, void* self, void* watch);
  static int on_deadline(CURLM*, long in_ms, void* self);
  static void on_ready(uv_poll_t* watch, int status, int events);
  void on_timer();
  void act(curl_socket_t socket, int events);
  CURLM* multi();

  uv_loop_t& loop_;
  LoopHandle<uv_timer_t> timer_;
  CURLM* multi_ = nullptr;  // from the first request on: with its TLS library it takes a megabyte
  std::vector<CURL*> idle_;
};

}  // namespace golive
