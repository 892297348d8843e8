// HttpTransfer: one HTTP request on curl, and what came back as plain data. On the thread of its
// HttpThread. No redirect is followed: a header with a secret would travel with it.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"

namespace golive {

class CurlLoop;

struct HttpCall {
  std::string method, url;  // http or https
  std::map<std::string, std::string> headers = {};
  std::string body = {};
  Duration timeout{};
  // The reply has `tls_days`: how long the server's certificate is still good. Takes a connection
  // of its own.
  bool certificate = false;
};

// As it came: with whatever secret the other end has put into it.
struct HttpReply {
  std::string error = {};  // no answer, and why; the rest is empty then
  long status = 0;
  // Ascending by name, in lower case; those of one name in their order.
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::int64_t milliseconds = 0;
  std::optional<std::int64_t> tls_days = {};
};

class HttpTransfer {
 public:
  // Sets out at once. The loop must outlive it; `ticket` is the loop's, for whoever asked.
  HttpTransfer(CurlLoop& loop, std::uint64_t ticket, HttpCall call);
  ~HttpTransfer();  // breaks it off, if it is still under way
  HttpTransfer(const HttpTransfer&) = delete;
  HttpTransfer& operator=(const HttpTransfer&) = delete;

  [[nodiscard]] std::uint64_t ticket() const { return ticket_; }
  // Once, when curl is done with it.
  HttpReply end(CURLcode code);

 private:
  void describe_call();
  void describe_limits();
  void add_header(const std::string& line);
  static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self);
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> headers() const;
  [[nodiscard]] std::optional<std::int64_t> tls_days() const;
  [[nodiscard]] std::string reason(CURLcode code) const;

  CurlLoop& loop_;
  std::uint64_t ticket_;
  HttpCall call_;
  CURL* easy_;
  curl_slist* header_lines_ = nullptr;
  std::string body_;
  bool too_large_ = false;
  char curl_reason_[CURL_ERROR_SIZE] = "";
};

}  // namespace golive
