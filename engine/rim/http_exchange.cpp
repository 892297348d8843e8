#include "rim/http_exchange.h"

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

void HttpExchange::finish(HttpReply reply) {
  const auto outcome = reply.error.empty() ? answer(reply) : refusal(reply.error);
  const auto done = std::move(done_);
  done(outcome);
}

HttpAnswer HttpExchange::refusal(std::string_view why) const { return {.error = shown(why)}; }

HttpAnswer HttpExchange::answer(HttpReply& reply) const {
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
std::vector<std::pair<std::string, std::string>> HttpExchange::headers(HttpReply& reply) const {
  std::vector<std::pair<std::string, std::string>> headers;
  headers.reserve(reply.headers.size());
  for (auto& [name, told] : reply.headers) {
    auto value = shown(told);
    value.resize(cut_utf8(value, header_value_bytes).size());
    if (!headers.empty() && headers.back().first == name)
      headers.back().second += ", " + value;
    else
      headers.emplace_back(std::move(name), std::move(value));
  }
  return headers;
}

// Without secrets, and valid.
std::string HttpExchange::shown(std::string_view bytes) const {
  return redactor_.empty() ? to_utf8(bytes) : to_utf8(redactor_.redact(bytes));
}

}  // namespace golive
