#include "rim/http_exchange.h"

#include <algorithm>

#include "base/utf8.h"
#include "rim/http_client.h"

namespace golive {
namespace {

constexpr std::size_t header_value_bytes = 4 << 10;  // longer ones are seldom meant to be read

}  // namespace

HttpExchange::HttpExchange(HttpClient& client, HttpRequest request, const Redactor& redactor,
                           HttpDone done)
    : client_(client),
      kept_bytes_(request.kept_bytes),
      capture_(std::move(request.capture)),
      redactor_(redactor),
      done_(std::move(done)),
      ticket_(client.begin(*this, std::move(static_cast<HttpCall&>(request)))) {}

HttpExchange::~HttpExchange() { client_.forget(ticket_); }

void HttpExchange::end() {
  client_.forget(ticket_);
  const auto done = std::move(done_);
  done({.error = "ended before the answer"});
}

void HttpExchange::finish(const HttpReply& reply) {
  const auto outcome = reply.error.empty() ? answer(reply) : refusal(reply.error);
  const auto done = std::move(done_);
  done(outcome);
}

HttpAnswer HttpExchange::refusal(std::string_view why) const { return {.error = shown(why)}; }

HttpAnswer HttpExchange::answer(const HttpReply& reply) const {
  HttpAnswer answer;
  if (capture_) {
    auto names = capture_(reply.status, reply.body);
    if (!names)
      return refusal("the answer, with status " + std::to_string(reply.status) +
                     ", is not kept: " + names.error().what);
    answer.captured = std::move(*names);
  }
  answer.status = reply.status;
  answer.headers = headers(reply);
  answer.body = shown(reply.body);
  const auto kept = cut_utf8(answer.body, kept_bytes_).size();
  answer.is_cut = kept < answer.body.size();
  answer.body.resize(kept);
  answer.milliseconds = reply.milliseconds;
  answer.tls_days = reply.tls_days;
  return answer;
}

// What is said twice is one header with both values, in their order (RFC 9110, 5.3).
std::vector<std::pair<std::string, std::string>> HttpExchange::headers(
    const HttpReply& reply) const {
  std::vector<std::pair<std::string, std::string>> headers;
  headers.reserve(reply.headers.size());
  for (const auto& [name, told] : reply.headers) {
    auto value = shown(told);
    value.resize(cut_utf8(value, header_value_bytes).size());
    headers.emplace_back(to_utf8(name), std::move(value));
  }
  std::stable_sort(headers.begin(), headers.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::size_t kept = 0;
  for (std::size_t i = 1; i < headers.size(); ++i)
    if (headers[i].first == headers[kept].first)
      headers[kept].second += ", " + headers[i].second;
    else if (++kept != i)
      headers[kept] = std::move(headers[i]);
  if (!headers.empty()) headers.resize(kept + 1);
  return headers;
}

// Without secrets, and valid.
std::string HttpExchange::shown(std::string_view bytes) const {
  return redactor_.empty() ? to_utf8(bytes) : to_utf8(redactor_.redact(bytes));
}

}  // namespace golive
