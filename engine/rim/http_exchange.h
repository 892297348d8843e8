// HttpExchange: an HTTP request under way, and its outcome. On the engine's loop; what is sent and
// read is so on the client's thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/redact.h"
#include "rim/http_answer.h"
#include "rim/http_transfer.h"
#include "uv/errand.h"

namespace golive {

class HttpClient;

// What travels, and what is done with what comes back.
struct HttpRequest : HttpCall {
  std::size_t kept_bytes = 0;  // of the answer's body, in the outcome
  // Sees the status and the whole body before they are redacted, and says what of it was captured;
  // if it refuses, nothing of the answer is kept.
  std::function<Result<std::vector<std::string>>(long status, const std::string& body)> capture =
      {};
};

// Called exactly once, as an errand's ErrandDone is.
using HttpDone = std::function<void(const HttpAnswer& answer)>;

class HttpExchange final : public Errand {
 public:
  // The client and the redactor must outlive it.
  HttpExchange(HttpClient& client, HttpRequest request, const Redactor& redactor, HttpDone done);
  ~HttpExchange() override;
  void end() override;

  // By the client: the reply is there.
  void finish(HttpReply reply);

 private:
  [[nodiscard]] HttpAnswer answer(HttpReply& reply) const;
  [[nodiscard]] HttpAnswer refusal(std::string_view why) const;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> headers(HttpReply& reply) const;
  [[nodiscard]] std::string shown(std::string_view bytes) const;

  HttpClient& client_;
  std::size_t kept_bytes_;
  decltype(HttpRequest::capture) capture_;
  const Redactor& redactor_;
  HttpDone done_;
  std::uint64_t ticket_;
};

}  // namespace golive
