#include "rim/http_exchange.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

#include "base/limits.h"
#include "base/utf8.h"
#include "rim/environment.h"
#include "rim/http_client.h"
#include "rim/lower_case.h"

namespace golive {
namespace {

constexpr std::size_t header_value_bytes = 4 << 10;  // longer ones are seldom meant to be read

bool is_repeatable_method(const std::string& method) { return method == "GET" || method == "HEAD"; }

// curl's own sockets would be inherited by the processes that are started meanwhile.
curl_socket_t open_socket(void*, curlsocktype, curl_sockaddr* address) {
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

HttpExchange::HttpExchange(HttpClient& client, HttpRequest request, const Redactor& redactor,
                           ErrandDone done)
    : client_(client),
      request_(std::move(request)),
      redactor_(redactor),
      done_(std::move(done)),
      easy_(client.take()) {
  describe_request();
  describe_limits();
  client_.add(easy_);
}

HttpExchange::~HttpExchange() {
  client_.give_back(easy_);
  curl_slist_free_all(header_lines_);
}

void HttpExchange::describe_request() {
  curl_easy_setopt(easy_, CURLOPT_URL, request_.url.c_str());
  if (request_.method == "HEAD") curl_easy_setopt(easy_, CURLOPT_NOBODY, 1L);
  if (!is_repeatable_method(request_.method) || !request_.body.empty()) {
    const auto size = static_cast<curl_off_t>(request_.body.size());
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE_LARGE, size);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, request_.body.c_str());
    curl_easy_setopt(easy_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  // curl sends a request once more when a kept connection turns out to be closed. A POST must not
  // go out twice, so it gets a connection of its own.
  if (!is_repeatable_method(request_.method)) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
  // To curl, "name;" is a header without a value, and "name:" takes away the one that it would
  // send.
  std::set<std::string> given;
  for (const auto& [name, value] : request_.headers) {
    given.insert(lower_case(name));
    add_header(value.empty() ? name + ";" : fmt::format("{}: {}", name, value));
  }
  for (const char* unwanted : {"expect", "content-type"})
    if (!given.contains(unwanted)) add_header(std::string(unwanted) + ":");
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, header_lines_);
  curl_easy_setopt(easy_, CURLOPT_USERAGENT, "golive");
}

void HttpExchange::add_header(const std::string& line) {
  header_lines_ = curl_slist_append(header_lines_, line.c_str());
}

void HttpExchange::describe_limits() {
  curl_easy_setopt(easy_, CURLOPT_PRIVATE, this);
  // Authorities of one's own, as for notices.
  if (const char* file = std::getenv("SSL_CERT_FILE"))
    curl_easy_setopt(easy_, CURLOPT_CAINFO, file);
  curl_easy_setopt(easy_, CURLOPT_CERTINFO, request_.certificate ? 1L : 0L);
  // A kept connection tells no certificate.
  if (request_.certificate) curl_easy_setopt(easy_, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_NOPROXY, hosts_without_proxy().c_str());
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, curl_reason_);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
}

std::size_t HttpExchange::on_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& exchange = *static_cast<HttpExchange*>(self);
  exchange.too_large_ = exchange.body_.size() + count > limits::http_body_bytes;
  if (exchange.too_large_) return 0;  // curl gives up
  exchange.body_.append(bytes, count);
  return count;
}

void HttpExchange::end() { hand_over({{"error", "ended before the answer"}}); }

void HttpExchange::finish(CURLcode code) {
  hand_over(code == CURLE_OK ? answer() : nlohmann::json{{"error", reason(code)}});
}

void HttpExchange::hand_over(const nlohmann::json& outcome) {
  client_.remove(easy_);
  const auto done = std::move(done_);
  done(outcome);
}

nlohmann::json HttpExchange::answer() const {
  long status = 0;
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy_, CURLINFO_TOTAL_TIME_T, &microseconds);
  std::vector<std::string> captured;
  if (request_.capture) {
    auto names = request_.capture(status, body_);
    if (!names)
      return {
          {"error", to_utf8(redactor_.redact("the answer, with status " + std::to_string(status) +
                                             ", is not kept: " + names.error().what))}};
    captured = std::move(*names);
  }
  const auto body = to_utf8(redactor_.redact(body_));
  const auto kept = cut_utf8(body, request_.kept_bytes);
  nlohmann::json outcome{
      {"status", status}, {"headers", headers()}, {"body", kept}, {"ms", microseconds / 1'000}};
  if (kept.size() < body.size()) outcome["truncated"] = true;
  if (!captured.empty()) outcome["captured"] = captured;
  if (const auto days = tls_days()) outcome["tls_days"] = *days;
  return outcome;
}

// Whole days, of the server's own certificate: the first of its chain.
std::optional<std::int64_t> HttpExchange::tls_days() const {
  constexpr std::string_view name = "Expire date:";
  constexpr std::int64_t seconds_a_day = 86'400;
  curl_certinfo* chain = nullptr;
  if (!request_.certificate || curl_easy_getinfo(easy_, CURLINFO_CERTINFO, &chain) != CURLE_OK ||
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

nlohmann::json HttpExchange::headers() const {
  auto headers = nlohmann::json::object();
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(easy_, CURLH_HEADER, -1, header)) != nullptr) {
    const auto value = to_utf8(redactor_.redact(header->value));
    const std::string kept(cut_utf8(value, header_value_bytes));
    auto& field = headers[to_utf8(lower_case(header->name))];
    field = field.is_null() ? kept : field.get<std::string>() + ", " + kept;
  }
  return headers;
}

std::string HttpExchange::reason(CURLcode code) const {
  std::string why = curl_reason_[0] != '\0' ? curl_reason_ : curl_easy_strerror(code);
  if (too_large_)
    why = "the answer is larger than " + std::to_string(limits::http_body_bytes) + " bytes";
  else if (code == CURLE_OPERATION_TIMEDOUT)
    why = "no answer within " + to_text(request_.timeout);
  return to_utf8(redactor_.redact(request_.method + " " + request_.url + ": " + why));
}

}  // namespace golive
