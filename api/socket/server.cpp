#include "api/socket/server.h"

#include <unistd.h>

#include "api/socket/connection.h"
#include "base/limits.h"
#include "uv/local_socket.h"

namespace golive {
namespace {

constexpr int backlog = 128;

}  // namespace

SocketServer::SocketServer(uv_loop_t& loop, LineHandler handler)
    : loop_(loop), handler_(std::move(handler)) {}

SocketServer::~SocketServer() {
  if (!path_.empty()) unlink(path_.c_str());
}

Result<void> SocketServer::listen(const std::filesystem::path& socket) {
  auto bound = bind_private(socket);
  if (!bound) return tl::unexpected<Error>(bound.error());
  path_ = socket;
  listener_ = open_handle(uv_pipe_init, loop_, this, 0);
  uv_pipe_open(listener_.get(), bound->release());
  const auto on_connection = [](uv_stream_t* stream, int status) {
    if (status == 0) owner_of<SocketServer>(stream).accept();
  };
  const int listening =
      uv_listen(reinterpret_cast<uv_stream_t*>(listener_.get()), backlog, on_connection);
  if (listening != 0)
    return fail(ErrorKind::unavailable,
                std::string("the engine's socket cannot be opened: ") + uv_strerror(listening),
                path_.string());
  return {};
}

void SocketServer::accept() {
  auto pipe = open_handle(uv_pipe_init, loop_, nullptr, 0);
  if (uv_accept(reinterpret_cast<uv_stream_t*>(listener_.get()),
                reinterpret_cast<uv_stream_t*>(pipe.get())) != 0)
    return;
  uv_os_fd_t fd = -1;
  uv_fileno(reinterpret_cast<uv_handle_t*>(pipe.get()), &fd);
  auto peer = peer_of(fd);
  if (!peer) return;
  const auto connection = std::make_shared<Connection>(*this, std::move(pipe), std::move(*peer));
  connections_.insert(connection);
  if (connections_.size() > limits::socket_connections)
    connection->refuse({ErrorKind::unavailable, "too many clients at once", "engine.sock",
                        "try again in a moment"});
  else
    connection->start();
}

}  // namespace golive
