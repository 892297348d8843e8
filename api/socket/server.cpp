#include "api/socket/server.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include "api/socket/address.h"
#include "api/socket/connection.h"
#include "base/limits.h"

namespace golive {
namespace {

constexpr int backlog = 128;

tl::unexpected<Error> cannot_listen(const std::filesystem::path& path, const char* why) {
  return fail(ErrorKind::unavailable, std::string("the engine's socket cannot be opened: ") + why,
              path.string(), "check the rights and the free space of the data directory");
}

// Bound with nobody's rights but the owner's from the first moment on.
Result<int> bind_private(const std::filesystem::path& path) {
  const auto address = socket_address(path);
  if (!address) return tl::unexpected<Error>(address.error());
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return cannot_listen(path, std::strerror(errno));
  unlink(address->sun_path);
  const mode_t before = umask(0177);
  const int bound = bind(fd, reinterpret_cast<const sockaddr*>(&*address), sizeof *address);
  const int why = errno;
  umask(before);
  if (bound == 0) return fd;
  close(fd);
  return cannot_listen(path, std::strerror(why));
}

}  // namespace

SocketServer::SocketServer(uv_loop_t& loop, LineHandler handler)
    : loop_(loop), handler_(std::move(handler)) {}

SocketServer::~SocketServer() {
  if (!path_.empty()) unlink(path_.c_str());
}

Result<void> SocketServer::listen(const std::filesystem::path& socket) {
  const auto fd = bind_private(socket);
  if (!fd) return tl::unexpected<Error>(fd.error());
  path_ = socket;
  listener_ = open_handle(uv_pipe_init, loop_, this, 0);
  uv_pipe_open(listener_.get(), *fd);
  const auto on_connection = [](uv_stream_t* stream, int status) {
    if (status == 0) owner_of<SocketServer>(stream).accept();
  };
  const int listening =
      uv_listen(reinterpret_cast<uv_stream_t*>(listener_.get()), backlog, on_connection);
  if (listening != 0) return cannot_listen(path_, uv_strerror(listening));
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
