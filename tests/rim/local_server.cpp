#include "tests/rim/local_server.h"

#include <doctest/doctest.h>

namespace golive {
namespace {

struct Write {
  uv_write_t request;
  std::string text;
};

uv_stream_t* stream_of(const LoopHandle<uv_tcp_t>& socket) {
  return reinterpret_cast<uv_stream_t*>(socket.get());
}

}  // namespace

LocalServer::LocalServer(uv_loop_t& loop, Answer answer)
    : loop_(loop), answer_(std::move(answer)), listener_(open_handle(uv_tcp_init, loop, this)) {
  sockaddr_in address{};
  uv_ip4_addr("127.0.0.1", 0, &address);
  REQUIRE(uv_tcp_bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), 0) == 0);
  REQUIRE(uv_listen(stream_of(listener_), 64, on_connection) == 0);
}

std::string LocalServer::url(const std::string& path) const {
  sockaddr_in address{};
  int size = sizeof address;
  uv_tcp_getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + path;
}

std::string LocalServer::ok(const std::string& body, const std::string& headers) {
  return status(200, body, headers);
}

std::string LocalServer::status(int code, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + std::to_string(code) +
         " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body;
}

void LocalServer::on_connection(uv_stream_t* listener, int) {
  auto& self = owner_of<LocalServer>(listener);
  ++self.connections_;
  auto& connection = self.open_.emplace_back(
      Connection{self, open_handle(uv_tcp_init, self.loop_, static_cast<void*>(nullptr))});
  connection.socket->data = &connection;
  uv_accept(listener, stream_of(connection.socket));
  uv_read_start(
      stream_of(connection.socket),
      [](uv_handle_t* socket, std::size_t, uv_buf_t* buffer) {
        auto& room = owner_of<Connection>(socket).room;
        *buffer = uv_buf_init(room.data(), static_cast<unsigned>(room.size()));
      },
      on_read);
}

void LocalServer::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  auto& connection = owner_of<Connection>(stream);
  auto& self = connection.server;
  if (count < 0) {
    self.open_.remove_if([&](const Connection& one) { return &one == &connection; });
    return;
  }
  connection.received.append(buffer->base, static_cast<std::size_t>(count));
  if (is_whole(connection.received)) self.answer(connection);
}

bool LocalServer::is_whole(const std::string& request) {
  const auto end = request.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::string name = "Content-Length: ";
  const auto length = request.find(name);
  if (length == std::string::npos || length > end) return true;
  return request.size() >= end + 4 + std::stoul(request.substr(length + name.size()));
}

void LocalServer::answer(Connection& connection) {
  requests_.push_back(std::exchange(connection.received, ""));
  auto text = answer_(requests_.back());
  if (text.empty()) return;
  auto* write = new Write{{}, std::move(text)};
  const auto buffer = uv_buf_init(write->text.data(), static_cast<unsigned>(write->text.size()));
  uv_write(&write->request, stream_of(connection.socket), &buffer, 1,
           [](uv_write_t* request, int) { delete reinterpret_cast<Write*>(request); });
}

}  // namespace golive
