#include "rim/curl_loop.h"

#include "base/limits.h"
#include "rim/environment.h"

namespace golive {

CurlLoop::CurlLoop(uv_loop_t& loop, OnDone on_done)
    : loop_(loop),
      on_done_(std::move(on_done)),
      timer_(open_handle(uv_timer_init, loop, this)),
      without_proxy_(hosts_without_proxy()) {
  curl_global_init(CURL_GLOBAL_DEFAULT);  // counted: the last cleanup is the real one
  multi_ = curl_multi_init();
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, on_deadline);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  // Otherwise only four for each request under way are kept, and the rest is opened anew.
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, limits::http_connections);
}

CurlLoop::~CurlLoop() {
  for (CURL* easy : idle_) curl_easy_cleanup(easy);
  curl_multi_cleanup(multi_);
  curl_global_cleanup();
}

CURL* CurlLoop::take() {
  if (idle_.empty()) return curl_easy_init();
  CURL* easy = idle_.back();
  idle_.pop_back();
  return easy;
}

void CurlLoop::give_back(CURL* easy) {
  curl_multi_remove_handle(multi_, easy);
  if (idle_.size() >= limits::http_connections) return curl_easy_cleanup(easy);
  curl_easy_reset(easy);
  idle_.push_back(easy);
}

void CurlLoop::add(CURL* easy) { curl_multi_add_handle(multi_, easy); }

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int wanted, void* self, void* known) {
  auto& loop = *static_cast<CurlLoop*>(self);
  LoopHandle<uv_poll_t> watch(static_cast<uv_poll_t*>(known));
  if (wanted == CURL_POLL_REMOVE) return 0;
  if (!watch) watch = open_handle(uv_poll_init, loop.loop_, static_cast<void*>(&loop), socket);
  const int events = ((wanted & CURL_POLL_IN) != 0 ? UV_READABLE : 0) |
                     ((wanted & CURL_POLL_OUT) != 0 ? UV_WRITABLE : 0);
  uv_poll_start(watch.get(), events, on_ready);
  curl_multi_assign(loop.multi_, socket, watch.release());  // curl keeps it, and hands it back
  return 0;
}

int CurlLoop::on_deadline(CURLM*, long in_ms, void* self) {
  auto& loop = *static_cast<CurlLoop*>(self);
  if (in_ms < 0) return uv_timer_stop(loop.timer_.get());
  start_timer<CurlLoop, &CurlLoop::on_timer>(*loop.timer_, Duration(in_ms));
  return 0;
}

void CurlLoop::on_timer() { act(CURL_SOCKET_TIMEOUT, 0); }

void CurlLoop::on_ready(uv_poll_t* watch, int status, int events) {
  uv_os_fd_t socket = -1;
  uv_fileno(reinterpret_cast<uv_handle_t*>(watch), &socket);
  const int flags = (status < 0 ? CURL_CSELECT_ERR : 0) |
                    ((events & UV_READABLE) != 0 ? CURL_CSELECT_IN : 0) |
                    ((events & UV_WRITABLE) != 0 ? CURL_CSELECT_OUT : 0);
  owner_of<CurlLoop>(watch).act(socket, flags);
}

void CurlLoop::act(curl_socket_t socket, int events) {
  int running = 0, waiting = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  while (const CURLMsg* message = curl_multi_info_read(multi_, &waiting)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;  // ending it takes the message away
    HttpTransfer* transfer = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    on_done_(*transfer, code);
  }
}

}  // namespace golive
