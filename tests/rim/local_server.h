// LocalServer: a small HTTP server on 127.0.0.1, on the test's own loop. Answers with whatever text
// the test says.
#pragma once

#include <functional>
#include <list>
#include <string>
#include <vector>

#include "uv/loop_handle.h"

namespace golive {

class LocalServer {
 public:
  // From the whole text of a request to the whole text of its answer; "" for none at all.
  using Answer = std::function<std::string(const std::string& request)>;

  LocalServer(uv_loop_t& loop, Answer answer);

  [[nodiscard]] std::string url(const std::string& path = "/") const;
  [[nodiscard]] const std::vector<std::string>& requests() const { return requests_; }
  [[nodiscard]] int connections() const { return connections_; }  // accepted so far

  // "HTTP/1.1 200 OK", a length, and the body.
  static std::string ok(const std::string& body, const std::string& headers = "");
  static std::string status(int code, const std::string& body = "",
                            const std::string& headers = "");

 private:
  struct Connection {
    LocalServer& server;
    LoopHandle<uv_tcp_t> socket;
    std::string received = {};
    std::vector<char> room = std::vector<char>(64 << 10);
  };
  static void on_connection(uv_stream_t* listener, int status);
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);
  static bool is_whole(const std::string& request);
  void answer(Connection& connection);

  uv_loop_t& loop_;
  Answer answer_;
  LoopHandle<uv_tcp_t> listener_;
  std::list<Connection> open_;
  std::vector<std::string> requests_;
  int connections_ = 0;
};

}  // namespace golive
