// CurlLoop: runs HttpTransfers side by side on a libuv loop, by curl's multi interface, and keeps
// their connections. On the loop's thread.
#pragma once

#include <curl/curl.h>

#include <functional>
#include <string>
#include <vector>

#include "rim/http_transfer.h"
#include "uv/loop_handle.h"

namespace golive {

class CurlLoop {
 public:
  using OnDone = std::function<void(HttpTransfer&, CURLcode)>;  // may destroy the transfer
  CurlLoop(uv_loop_t& loop, OnDone on_done);
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;
  ~CurlLoop();

  // By an HttpTransfer. What it gives back is used again: making one anew takes curl as long as a
  // whole request.
  CURL* take();
  void give_back(CURL* easy);
  void add(CURL* easy);
  [[nodiscard]] const std::string& without_proxy() const { return without_proxy_; }

 private:
  static int on_socket(CURL*, curl_socket_t socket, int wanted, void* self, void* watch);
  static int on_deadline(CURLM*, long in_ms, void* self);
  static void on_ready(uv_poll_t* watch, int status, int events);
  void on_timer();
  void act(curl_socket_t socket, int events);

  uv_loop_t& loop_;
  OnDone on_done_;
  LoopHandle<uv_timer_t> timer_;
  CURLM* multi_;
  std::vector<CURL*> idle_;
  std::string without_proxy_;
};

}  // namespace golive
