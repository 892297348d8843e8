#include "rim/http_client.h"

namespace golive {

HttpClient::HttpClient(uv_loop_t& loop) : replied_(new uv_async_t{}) {
  uv_async_init(&loop, replied_.get(),
                [](uv_async_t* replied) { owner_of<HttpClient>(replied).hand_over(); });
  replied_->data = this;
  keep_loop_alive();
}

HttpClient::~HttpClient() = default;

std::unique_ptr<Errand> HttpClient::send(HttpRequest request, const Redactor& redactor,
                                         HttpDone done) {
  return std::make_unique<HttpExchange>(*this, std::move(request), redactor, std::move(done));
}

HttpThread::Ticket HttpClient::begin(HttpExchange& exchange, HttpCall call) {
  if (!thread_) thread_.emplace([this] { uv_async_send(replied_.get()); });
  const auto ticket = ++last_ticket_;
  exchanges_.emplace(ticket, &exchange);
  keep_loop_alive();
  thread_->send(ticket, std::move(call));
  return ticket;
}

void HttpClient::forget(HttpThread::Ticket ticket) {
  if (exchanges_.erase(ticket) == 0) return;
  keep_loop_alive();
  thread_->drop(ticket);
}

void HttpClient::hand_over() {
  for (auto& [ticket, reply] : thread_->take_replies()) {
    const auto found = exchanges_.find(ticket);
    if (found == exchanges_.end()) continue;  // forgotten meanwhile
    HttpExchange& exchange = *found->second;
    exchanges_.erase(found);
    keep_loop_alive();
    exchange.finish(std::move(reply));  // may destroy it, or forget others
  }
}

void HttpClient::keep_loop_alive() {
  auto* handle = reinterpret_cast<uv_handle_t*>(replied_.get());
  exchanges_.empty() ? uv_unref(handle) : uv_ref(handle);
}

}  // namespace golive
