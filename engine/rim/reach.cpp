#include "rim/reach.h"

#include <netdb.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>
#include <vector>

namespace golive {
namespace {

std::string text_of_address(const sockaddr_storage& address) {
  std::array<char, 64> text{};
  uv_ip_name(reinterpret_cast<const sockaddr*>(&address), text.data(), text.size());
  return text.data();
}

class Reach final : public Errand {
 public:
  Reach(uv_loop_t& loop, ReachWish wish, ErrandDone done)
      : loop_(loop),
        wish_(std::move(wish)),
        done_(std::move(done)),
        time_up_(open_handle(uv_timer_init, loop, this)),
        began_at_(loop_time(loop)) {
    start_timer<Reach, &Reach::on_time_up>(*time_up_, wish_.timeout);
    look_up();
  }
  ~Reach() override { forget(); }
  void end() override { hand_over({{"error", "ended before the answer"}}); }

 private:
  // libuv's requests outlast who made them, if need be.
  template <class Request>
  struct Asked {
    Request request{};
    Reach* by = nullptr;
  };

  void look_up();
  void on_addresses(int status, const addrinfo* found);
  void connect_next();
  void on_connected(int status);
  void on_time_up() { hand_over({{"error", "no answer within " + to_text(wish_.timeout)}}); }
  void forget();
  void hand_over(const nlohmann::json& outcome);
  void succeed(const std::string& out);

  uv_loop_t& loop_;
  ReachWish wish_;
  ErrandDone done_;
  LoopHandle<uv_timer_t> time_up_;
  LoopHandle<uv_tcp_t> connection_;
  Duration began_at_;
  std::vector<sockaddr_storage> addresses_;
  std::size_t next_ = 0;
  Asked<uv_getaddrinfo_t>* lookup_ = nullptr;
  Asked<uv_connect_t>* connect_ = nullptr;
};

void Reach::look_up() {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  lookup_ = new Asked<uv_getaddrinfo_t>{{}, this};
  lookup_->request.data = lookup_;
  const auto on_end = [](uv_getaddrinfo_t* request, int status, addrinfo* found) {
    const std::unique_ptr<Asked<uv_getaddrinfo_t>> asked(
        static_cast<Asked<uv_getaddrinfo_t>*>(request->data));
    const std::unique_ptr<addrinfo, decltype(&uv_freeaddrinfo)> owned(found, uv_freeaddrinfo);
    if (asked->by == nullptr) return;
    asked->by->lookup_ = nullptr;
    asked->by->on_addresses(status, found);
  };
  const auto port = std::to_string(wish_.port);
  const int code = uv_getaddrinfo(&loop_, &lookup_->request, on_end, wish_.host.c_str(),
                                  wish_.port == 0 ? nullptr : port.c_str(), &hints);
  if (code == 0) return;
  delete std::exchange(lookup_, nullptr);
  wish_.timeout = Duration(0);  // the caller does not have this errand yet
  start_timer<Reach, &Reach::on_time_up>(*time_up_, Duration(0));
}

void Reach::on_addresses(int status, const addrinfo* found) {
  if (status != 0)
    return hand_over({{"error", wish_.host + " is not known: " + uv_strerror(status)}});
  for (; found != nullptr; found = found->ai_next) {
    sockaddr_storage address{};
    std::memcpy(&address, found->ai_addr, found->ai_addrlen);
    addresses_.push_back(address);
  }
  if (wish_.port != 0) return connect_next();
  std::vector<std::string> texts;
  for (const auto& address : addresses_) texts.push_back(text_of_address(address));
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : "\n") + text;
  succeed(out);
}

void Reach::connect_next() {
  connection_ = open_handle(uv_tcp_init, loop_, this);
  connect_ = new Asked<uv_connect_t>{{}, this};
  connect_->request.data = connect_;
  const auto on_end = [](uv_connect_t* request, int status) {
    const std::unique_ptr<Asked<uv_connect_t>> asked(
        static_cast<Asked<uv_connect_t>*>(request->data));
    if (asked->by == nullptr) return;
    asked->by->connect_ = nullptr;
    asked->by->on_connected(status);
  };
  const auto* address = reinterpret_cast<const sockaddr*>(&addresses_[next_]);
  const int code = uv_tcp_connect(&connect_->request, connection_.get(), address, on_end);
  if (code == 0) return;
  delete std::exchange(connect_, nullptr);
  on_connected(code);
}

// Each address is tried in its turn; the last one's refusal is told.
void Reach::on_connected(int status) {
  if (status == 0) return succeed(text_of_address(addresses_[next_]));
  if (++next_ < addresses_.size()) return connect_next();
  hand_over({{"error", uv_strerror(status)}});
}

void Reach::succeed(const std::string& out) {
  hand_over({{"code", 0}, {"out", out}, {"ms", (loop_time(loop_) - began_at_).count()}});
}

void Reach::forget() {
  if (lookup_ != nullptr) {
    lookup_->by = nullptr;
    uv_cancel(reinterpret_cast<uv_req_t*>(&lookup_->request));
  }
  if (connect_ != nullptr) connect_->by = nullptr;  // ends when its handle closes
  lookup_ = nullptr;
  connect_ = nullptr;
}

void Reach::hand_over(const nlohmann::json& outcome) {
  forget();
  time_up_.reset();
  const auto done = std::move(done_);
  done(outcome);
}

}  // namespace

std::unique_ptr<Errand> reach(uv_loop_t& loop, ReachWish wish, ErrandDone done) {
  return std::make_unique<Reach>(loop, std::move(wish), std::move(done));
}

}  // namespace golive
