#include "rim/http_transfer.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <set>

#include "base/limits.h"
#include "base/utf8.h"
#include "rim/curl_loop.h"
#include "rim/lower_case.h"

namespace golive {
namespace {

bool is_repeatable_method(const std::string& method) { return method == "GET" || method == "HEAD"; }

// curl's own sockets would be inherited by the processes that are started meanwhile.
curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address) {
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

HttpTransfer::HttpTransfer(CurlLoop& loop, std::uint64_t ticket, HttpCall call)
    : loop_(loop), ticket_(ticket), call_(std::move(call)), easy_(loop.take()) {
  describe_call();
  describe_limits();
  loop_.add(easy_);
}

HttpTransfer::~HttpTransfer() {
  loop_.give_back(easy_);
  curl_slist_free_all(header_lines_);
}

void HttpTransfer::describe_call() {
  curl_easy_setopt(easy_, CURLOPT_URL, call_.url.c_str());
  if (call_.method == "HEAD") curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  const bool has_body = !is_repeatable_method(call_.method) || !call_.body.empty();
  if (has_body) {
    const auto size = static_cast<curl_off_t>(call_.body.size());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, size);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, call_.body.c_str());
    curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, call_.method.c_str());
  }
  // curl sends a request once more when a kept connection turns out to be closed. A POST must not
  // go out twice, so it gets a connection of its own.
  if (!is_repeatable_method(call_.method)) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
  // To curl, "name;" is a header without a value, and "name:" takes away the one that it would
  // send with a body.
  std::set<std::string> unwanted;
  if (has_body) unwanted = {"content-type", "expect"};
  for (const auto& [name, value] : call_.headers) {
    unwanted.erase(lower_case(name));
    add_header(value.empty() ? name + ";" : fmt::format("{}: {}", name, value));
  }
  for (const auto& name : unwanted) add_header(name + ":");
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, header_lines_);
  curl_easy_setopt(easy_, CURLOPT_USERAGENT, "golive");
}

void HttpTransfer::add_header(const std::string& line) {
  header_lines_ = curl_slist_append(header_lines_, line.c_str());
}

void HttpTransfer::describe_limits() {
  curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
  // Authorities of one's own, as for notices.
  if (const char* file = std::getenv("SSL_CERT_FILE"))
    curl_easy_setopt(easy_, CURLOPT_CAINFO, file);
  curl_easy_setopt(easy_, CURLOPT_CERTINFO, call_.certificate ? 1L : 0L);
  // A kept connection tells no certificate.
  if (call_.certificate) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_NOPROXY, loop_.without_proxy().c_str());
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(call_.timeout.count()));
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, curl_reason_);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
}

std::size_t HttpTransfer::on_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = *static_cast<HttpTransfer*>(self);
  transfer.too_large_ = transfer.body_.size() + count > limits::http_body_bytes;
  if (transfer.too_large_) return 0;  // curl gives up
  transfer.body_.append(bytes, count);
  return count;
}

HttpReply HttpTransfer::end(CURLcode code) {
  HttpReply reply;
  if (code != CURLE_OK) {
    reply.error = reason(code);
    return reply;
  }
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &reply.status);
  curl_easy_getinfo(easy_, CURLINFO_TOTAL_TIME_T, &microseconds);
  reply.milliseconds = microseconds / 1'000;
  reply.headers = headers();
  reply.tls_days = tls_days();
  reply.body = std::move(body_);
  return reply;
}

// Whole days, of the server's own certificate: the first of its chain.
std::optional<std::int64_t> HttpTransfer::tls_days() const {
  constexpr std::string_view name = "Expire date:";
  constexpr std::int64_t seconds_a_day = 86'400;
  curl_certinfo* chain = nullptr;
  if (!call_.certificate || curl_easy_getinfo(easy_, CURLINFO_CERTINFO, &chain) != CURLE_OK ||
      chain == nullptr || chain->num_of_certs < 1)
    return std::nullopt;
  for (const auto* line = chain->certinfo[0]; line != nullptr; line = line->next) {
    const std::string_view text = line->data;
    if (!text.starts_with(name)) continue;
    const auto ends = curl_getdate(line->data + name.size(), nullptr);
    const auto left = static_cast<std::int64_t>(ends) - std::time(nullptr);
    return ends < 0 ? std::nullopt : std::optional(left < 0 ? -1 : left / seconds_a_day);
  }
  return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> HttpTransfer::headers() const {
  std::vector<std::pair<std::string, std::string>> headers;
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(easy_, CURLH_HEADER, -1, header)) != nullptr)
    headers.emplace_back(to_utf8(lower_case(header->name)), header->value);
  std::stable_sort(headers.begin(), headers.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return headers;
}

std::string HttpTransfer::reason(CURLcode code) const {
  std::string why = curl_reason_[0] != '\0' ? curl_reason_ : curl_easy_strerror(code);
  if (too_large_)
    why = "the answer is larger than " + std::to_string(limits::http_body_bytes) + " bytes";
  else if (code == CURLE_OPERATION_TIMEDOUT)
    why = "no answer within " + to_text(call_.timeout);
  return call_.method + " " + call_.url + ": " + why;
}

}  // namespace golive
