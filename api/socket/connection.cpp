#include "api/socket/connection.h"

#include <nlohmann/json.hpp>

#include "api/socket/error_json.h"
#include "base/limits.h"

namespace golive {

// A write on its way: it may end after its connection.
struct SocketServer::Connection::Write {
  uv_write_t request{};
  std::string bytes;
  std::weak_ptr<Connection> connection;
};

SocketServer::Connection::Connection(SocketServer& server, LoopHandle<uv_pipe_t> pipe, Peer peer)
    : server_(server),
      pipe_(std::move(pipe)),
      peer_(std::move(peer)),
      lines_(limits::command_bytes) {
  pipe_->data = this;
}

void SocketServer::Connection::start() { pump(); }

void SocketServer::Connection::refuse(const Error& error) {
  ended_ = busy_ = true;
  lines_ = Lines(limits::command_bytes);
  write(nlohmann::json{{"error", error_to_json(error)}}.dump());
}

void SocketServer::Connection::on_allocate(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
  auto& chunk = owner_of<Connection>(handle).chunk_;
  *buffer = uv_buf_init(chunk.data(), static_cast<unsigned>(chunk.size()));
}

void SocketServer::Connection::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  const auto self = owner_of<Connection>(stream).shared_from_this();
  if (count > 0) self->lines_.feed({buffer->base, static_cast<std::size_t>(count)});
  if (count < 0) self->ended_ = true;
  if (count != 0) self->pump();
}

void SocketServer::Connection::pump() {
  if (busy_) return;
  uv_read_stop(stream());
  if (const auto line = lines_.next()) {
    busy_ = true;
    server_.handler_(peer_, *line, [self = weak_from_this()](const std::string& answer) {
      if (const auto connection = self.lock()) connection->write(answer);
    });
  } else if (lines_.too_long()) {
    refuse({ErrorKind::too_large,
            "the message is too large",
            {},
            "send at most " + std::to_string(limits::command_bytes) + " bytes in a line"});
  } else if (ended_ || uv_read_start(stream(), on_allocate, on_read) != 0) {
    hang_up();
  }
}

void SocketServer::Connection::write(const std::string& line) {
  if (!pipe_) return;
  auto write = std::make_unique<Write>();
  write->bytes = line + "\n";
  write->connection = weak_from_this();
  write->request.data = write.get();
  const auto buffer = uv_buf_init(write->bytes.data(), static_cast<unsigned>(write->bytes.size()));
  if (uv_write(&write->request, stream(), &buffer, 1, on_written) != 0) return hang_up();
  (void)write.release();
}

void SocketServer::Connection::on_written(uv_write_t* request, int status) {
  const std::unique_ptr<Write> write(static_cast<Write*>(request->data));
  const auto self = write->connection.lock();
  if (!self || !self->pipe_) return;
  self->busy_ = false;
  if (status != 0) return self->hang_up();
  self->pump();
}

void SocketServer::Connection::hang_up() {
  pipe_.reset();
  server_.connections_.erase(shared_from_this());
}

}  // namespace golive
