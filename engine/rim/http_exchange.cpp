#include "rim/http_exchange.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "rim/http_client.h"

namespace golive {
namespace {

constexpr std::size_t header_value_bytes = 4 << 10;  // longer ones are seldom meant to be read

}  // namespace

HttpExchange::HttpExchange(HttpClient& client, HttpRequest request, const Redactor& redactor,
                           ErrandDone done)
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
  done({{"error", "ended before the answer"}});
}

void HttpExchange::finish(const HttpReply& reply) {
  const auto outcome = reply.error.empty()
                           ? answer(reply)
                           : nlohmann::json{{"error", to_utf8(redactor_.redact(reply.error))}};
  const auto done = std::move(done_);
  done(outcome);
}

nlohmann::json HttpExchange::answer(const HttpReply& reply) const {
  std::vector<std::string> captured;
  if (capture_) {
    auto names = capture_(reply.status, reply.body);
    if (!names)
      return {{"error",
               to_utf8(redactor_.redact("the answer, with status " + std::to_string(reply.status) +
                                        ", is not kept: " + names.error().what))}};
    captured = std::move(*names);
  }
  bool is_cut = false;
  auto outcome = nlohmann::json::object();
  outcome["status"] = reply.status;
  outcome["headers"] = headers(reply);
  outcome["body"] = shown(reply.body, kept_bytes_, &is_cut);
  outcome["ms"] = reply.milliseconds;
  if (is_cut) outcome["truncated"] = true;
  if (!captured.empty()) outcome["captured"] = captured;
  if (reply.tls_days) outcome["tls_days"] = *reply.tls_days;
  return outcome;
}

nlohmann::json HttpExchange::headers(const HttpReply& reply) const {
  auto headers = nlohmann::json::object();
  for (const auto& [name, told] : reply.headers) {
    auto value = shown(told, header_value_bytes);
    auto& field = headers[to_utf8(name)];
    if (field.is_null())
      field = std::move(value);
    else
      field.get_ref<std::string&>() += ", " + value;
  }
  return headers;
}

// As the outcome has it: without secrets, valid, and not longer than that.
std::string HttpExchange::shown(std::string_view bytes, std::size_t most, bool* is_cut) const {
  auto text = redactor_.empty() ? to_utf8(bytes) : to_utf8(redactor_.redact(bytes));
  const auto kept = cut_utf8(text, most).size();
  if (is_cut) *is_cut = kept < text.size();
  text.resize(kept);
  return text;
}

}  // namespace golive
