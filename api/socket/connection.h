// One client of the engine's socket: reads a line, waits for its answer, writes it, reads the next.
#pragma once

#include <array>

#include "api/socket/lines.h"
#include "api/socket/server.h"

namespace golive {

class SocketServer::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(SocketServer& server, LoopHandle<uv_pipe_t> pipe, Peer peer);
  void start();
  // Writes a last line and hangs up.
  void refuse(const Error& error);

 private:
  struct Write;
  static void on_allocate(uv_handle_t* handle, std::size_t, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);
  static void on_written(uv_write_t* request, int status);

  [[nodiscard]] uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(pipe_.get()); }
  void pump();
  void write(const std::string& line);
  void hang_up();

  SocketServer& server_;
  LoopHandle<uv_pipe_t> pipe_;
  Peer peer_;
  Lines lines_;
  bool busy_ = false;   // a line is being answered
  bool ended_ = false;  // no more lines are taken
  std::array<char, 16384> chunk_{};
};

}  // namespace golive
