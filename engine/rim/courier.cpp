#include "rim/courier.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "rim/environment.h"
#include "rim/forbidden_network.h"

namespace golive {
namespace {

constexpr int look_every_ms = 1'000;  // the thread is woken when there is something to do

bool may_come_right(long status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

Delivery answered(long status) {
  if (status >= 200 && status < 300) return {.sent = true};
  const std::string code = std::to_string(status);
  if (status >= 300 && status < 400)
    return {false, true, "answered " + code + ", and no redirect is followed"};
  return {false, !may_come_right(status), "answered " + code};
}

// Of an address that stands in the URL itself: a proxy would be the one to open the socket.
std::string_view forbidden_host(const std::string& url) {
  CURLU* parts = curl_url();
  char* text = nullptr;
  std::string host;
  if (curl_url_set(parts, CURLUPART_URL, url.c_str(), 0) == CURLUE_OK &&
      curl_url_get(parts, CURLUPART_HOST, &text, 0) == CURLUE_OK)
    host = text;
  curl_free(text);
  curl_url_cleanup(parts);
  if (host.starts_with("[") && host.ends_with("]")) host = host.substr(1, host.size() - 2);
  sockaddr_storage storage{};
  auto& four = reinterpret_cast<sockaddr_in&>(storage);
  auto& six = reinterpret_cast<sockaddr_in6&>(storage);
  if (inet_pton(AF_INET, host.c_str(), &four.sin_addr) == 1)
    storage.ss_family = AF_INET;
  else if (inet_pton(AF_INET6, host.c_str(), &six.sin6_addr) == 1)
    storage.ss_family = AF_INET6;
  else
    return {};
  return forbidden_network(reinterpret_cast<const sockaddr&>(storage));
}

}  // namespace

// One parcel on its way. Lives on the courier's thread.
class Courier::Transfer {
 public:
  Transfer(const Courier& courier, Waiting waiting)
      : parcel_(std::move(waiting.parcel)),
        done_(std::move(waiting.done)),
        easy_(curl_easy_init()) {
    forbidden_ = forbidden_host(parcel_.url);
    set(CURLOPT_URL, forbidden_.empty() ? parcel_.url.c_str() : "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits::notice_timeout.count()));
    set(CURLOPT_QUICK_EXIT, 1L);  // a name that is still looked up holds up no end
    set(CURLOPT_FRESH_CONNECT, 1L);
    set(CURLOPT_FORBID_REUSE, 1L);
    set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_WRITEFUNCTION, on_answer);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_USERAGENT, "golive");
    if (!courier.certificates_.empty()) set(CURLOPT_CAINFO, courier.certificates_.c_str());
    if (parcel_.recipients.empty())
      describe_post(courier.without_proxy_);
    else
      describe_mail();
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() {
    curl_easy_cleanup(easy_);
    curl_slist_free_all(list_);
  }

  [[nodiscard]] CURL* easy() const { return easy_; }

  Ended end(CURLcode code) { return {std::move(done_), delivery(code)}; }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(easy_, option, value);
  }

  void describe_post(const std::string& without_proxy) {
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOPROXY, without_proxy.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(parcel_.body.size()));
    set(CURLOPT_POSTFIELDS, parcel_.body.c_str());
    for (const std::string& header : parcel_.headers) add(header);
    add("Expect:");
    set(CURLOPT_HTTPHEADER, list_);
  }

  // On this machine nobody listens in between, and mail servers have certificates of their own
  // making.
  void describe_mail() {
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    const bool is_here = is_on_this_machine(parcel_.url) && parcel_.url.starts_with("smtp://");
    set(CURLOPT_USE_SSL, static_cast<long>(is_here ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    set(CURLOPT_SSL_VERIFYPEER, is_here ? 0L : 1L);
    set(CURLOPT_SSL_VERIFYHOST, is_here ? 0L : 2L);
    if (!parcel_.user.empty()) {
      set(CURLOPT_USERNAME, parcel_.user.c_str());
      set(CURLOPT_PASSWORD, parcel_.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, parcel_.sender.c_str());
    for (const std::string& each : parcel_.recipients) add(each);
    set(CURLOPT_MAIL_RCPT, list_);
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, on_read);
    set(CURLOPT_READDATA, this);
  }

  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }

  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (const auto network = forbidden_network(address->addr); !network.empty()) {
      transfer.forbidden_ = network;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static std::size_t on_answer(char*, std::size_t, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.answer_bytes_ += count;
    return transfer.answer_bytes_ > limits::notice_answer_bytes ? 0 : count;  // 0: curl gives up
  }

  static std::size_t on_read(char* into, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const auto& body = transfer.parcel_.body;
    const auto bytes = std::min(size * count, body.size() - transfer.read_bytes_);
    std::copy_n(body.data() + transfer.read_bytes_, bytes, into);
    transfer.read_bytes_ += bytes;
    return bytes;
  }

  [[nodiscard]] Delivery delivery(CURLcode code) const {
    long status = 0;
    curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
    const bool is_mail = !parcel_.recipients.empty();
    // What is said after the status is of no interest, however much it is.
    const bool is_answered = code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0);
    if (!is_mail && is_answered) return answered(status);
    if (code == CURLE_OK) return {.sent = true};
    if (!forbidden_.empty())
      return {false, true, "a forbidden network: " + std::string(forbidden_)};
    if (code == CURLE_OPERATION_TIMEDOUT)
      return {false, false, "no answer within " + to_text(limits::notice_timeout)};
    // The same code is for a scheme that curl does not speak and for an answer in another one.
    long port = 0;
    curl_easy_getinfo(easy_, CURLINFO_PRIMARY_PORT, &port);
    if (code == CURLE_UNSUPPORTED_PROTOCOL && port != 0)
      return {false, false, "what answers there does not speak HTTP"};
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
      return {false, true, "the target is no http or https URL"};
    if (code == CURLE_USE_SSL_FAILED)
      return {false, true, "the mail server offers no TLS, and nothing is sent without"};
    if (is_mail && status >= 500)
      return {false, true, "the mail server answered " + std::to_string(status)};
    if (is_mail && status >= 400)
      return {false, false, "the mail server answered " + std::to_string(status)};
    return {false, false, curl_easy_strerror(code)};
  }

  Parcel parcel_;
  Done done_;
  CURL* easy_;
  curl_slist* list_ = nullptr;  // headers, or recipients
  std::string_view forbidden_ = {};
  std::size_t answer_bytes_ = 0, read_bytes_ = 0;
};

Courier::Courier(uv_loop_t& loop) : without_proxy_(hosts_without_proxy()) {
  if (const char* file = std::getenv("SSL_CERT_FILE")) certificates_ = file;
  auto signal = std::make_unique<uv_async_t>();
  uv_async_init(&loop, signal.get(),
                [](uv_async_t* async) { owner_of<Courier>(async).hand_over(); });
  signal->data = this;
  ended_signal_.reset(signal.release());
}

void Courier::begin() {
  curl_global_init(CURL_GLOBAL_DEFAULT);  // counted: the last cleanup is the real one
  multi_ = curl_multi_init();
  thread_ = std::thread([this] { work(); });
}

Courier::~Courier() {
  if (!multi_) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  curl_multi_wakeup(multi_);
  thread_.join();
  curl_multi_cleanup(multi_);
  curl_global_cleanup();
}

void Courier::send(Parcel parcel, Done done) {
  if (!multi_) begin();
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({std::move(parcel), std::move(done)});
  }
  curl_multi_wakeup(multi_);
}

void Courier::work() {
  while (take()) {
    int running = 0;
    curl_multi_perform(multi_, &running);
    finish_ended();
    curl_multi_poll(multi_, nullptr, 0, look_every_ms, nullptr);
  }
  for (const auto& each : transfers_) curl_multi_remove_handle(multi_, each->easy());
  transfers_.clear();
}

// False: it is to end.
bool Courier::take() {
  std::vector<Waiting> waiting;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    waiting.swap(waiting_);
  }
  for (Waiting& each : waiting) {
    transfers_.push_back(std::make_unique<Transfer>(*this, std::move(each)));
    curl_multi_add_handle(multi_, transfers_.back()->easy());
  }
  return true;
}

void Courier::finish_ended() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* easy = message->easy_handle;
    const CURLcode code = message->data.result;  // removing it takes the message away
    const auto found = std::find_if(transfers_.begin(), transfers_.end(),
                                    [&](const auto& transfer) { return transfer->easy() == easy; });
    if (found == transfers_.end()) continue;
    auto ended = (*found)->end(code);
    curl_multi_remove_handle(multi_, easy);
    transfers_.erase(found);
    const std::lock_guard lock(mutex_);
    ended_.push_back(std::move(ended));
    uv_async_send(ended_signal_.get());
  }
}

void Courier::hand_over() {
  std::vector<Ended> ended;
  {
    const std::lock_guard lock(mutex_);
    ended.swap(ended_);
  }
  for (Ended& each : ended) each.done(std::move(each.delivery));
}

}  // namespace golive
