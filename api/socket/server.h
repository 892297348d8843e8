// SocketServer: the engine's Unix socket on the loop. Takes lines from any number of clients and
// hands them on one at a time per connection, so that answers come in the order of the requests and
// a client that does not read its answers is not read either. Knows nothing of what the lines mean.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "api/socket/peer.h"
#include "uv/loop_handle.h"

namespace golive {

// Gives the answer to one line, without its end; to be called once, on the loop's thread, at any
// time.
using AnswerLine = std::function<void(const std::string&)>;
using LineHandler = std::function<void(const Peer&, const std::string& line, AnswerLine)>;

class SocketServer {
 public:
  // `loop` must outlive the server, and run once more after it for its handles to close.
  SocketServer(uv_loop_t& loop, LineHandler handler);
  ~SocketServer();

  // Replaces what is left of an earlier engine: only for who holds the data directory's lock. Mode
  // 0600.
  Result<void> listen(const std::filesystem::path& socket);
  [[nodiscard]] std::size_t connections() const { return connections_.size(); }

 private:
  class Connection;
  void accept();

  uv_loop_t& loop_;
  LineHandler handler_;
  std::filesystem::path path_;
  LoopHandle<uv_pipe_t> listener_;
  std::set<std::shared_ptr<Connection>> connections_;
};

}  // namespace golive
