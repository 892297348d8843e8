// HttpExchange: one HTTP request and its answer. No redirect is followed: a header with a secret
// would travel with it.
#pragma once

#include <curl/curl.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/redact.h"
#include "uv/errand.h"

namespace golive {

class HttpClient;

struct HttpRequest {
  std::string method, url;  // http or https
  std::map<std::string, std::string> headers = {};
  std::string body = {};
  Duration timeout{};
  std::size_t kept_bytes = 0;  // of the answer's body, in the outcome
  // The outcome has "tls_days": how long the server's certificate is still good. Takes a connection
  // of its own.
  bool certificate = false;
  // Sees the status and the whole body before they are redacted, and says what of it was captured;
  // if it refuses, nothing of the answer is kept.
  std::function<Result<std::vector<std::string>>(long status, const std::string& body)> capture =
      {};
};

class HttpExchange final : public Errand {
 public:
  // Outcome: {"status", "headers", "body", "ms"} with the names of headers in lower case and
  // "truncated" if something is left out, "captured" if something was, or {"error"}. The client and
  // the redactor must outlive it.
  HttpExchange(HttpClient& client, HttpRequest request, const Redactor& redactor, ErrandDone done);
  ~HttpExchange() override;
  void end() override;

  // By the client: curl is done with it.
  void finish(CURLcode code);

 private:
  void describe_request();
  void describe_limits();
  void add_header(const std::string& line);
  static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self);
  [[nodiscard]] nlohmann::json answer() const;
  [[nodiscard]] nlohmann::json headers() const;
  [[nodiscard]] std::optional<std::int64_t> tls_days() const;
  [[nodiscard]] std::string reason(CURLcode code) const;
  void hand_over(const nlohmann::json& outcome);

  HttpClient& client_;
  HttpRequest request_;
  const Redactor& redactor_;
  ErrandDone done_;
  CURL* easy_;
  curl_slist* header_lines_ = nullptr;
  std::string body_;
  bool too_large_ = false;
  char curl_reason_[CURL_ERROR_SIZE] = "";
};

}  // namespace golive
