#include "api/socket/client.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "api/socket/error_json.h"
#include "uv/local_socket.h"

namespace golive {
namespace {

tl::unexpected<Error> silent(std::string what) {
  return fail(ErrorKind::unavailable, std::move(what), std::string(EngineClient::place),
              "see engine.log in the data directory, then try again");
}

Instant monotonic_now() {
  return Instant(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch()));
}

// Whether the socket became ready for `events` before the deadline.
bool await(int fd, short events, Instant deadline) {
  pollfd waiting{fd, events, 0};
  for (;;) {
    const auto left = (deadline - monotonic_now()).count();
    const int ready = poll(&waiting, 1, left > 0 ? static_cast<int>(left) : 0);
    if (ready >= 0) return ready > 0;
    if (errno != EINTR) return false;
  }
}

}  // namespace

Result<EngineClient> EngineClient::connect(const std::filesystem::path& socket) {
  auto connected = connect_to(socket);
  if (!connected && connected.error().kind == ErrorKind::invalid)
    return tl::unexpected<Error>(connected.error());
  if (!connected)
    return fail(ErrorKind::unavailable, "no engine answers on this data directory",
                socket.parent_path().string(),
                "start one with `golive serve --data " + socket.parent_path().string() + "`");
  return EngineClient(connected->release());
}

EngineClient::EngineClient(EngineClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), held_(std::move(other.held_)) {}

EngineClient& EngineClient::operator=(EngineClient&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(held_, other.held_);
  return *this;
}

EngineClient::~EngineClient() {
  if (fd_ >= 0) close(fd_);
}

Result<nlohmann::json> EngineClient::ask(const nlohmann::json& request, Duration patience) {
  const auto deadline = monotonic_now() + patience;
  const auto text = request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() >= limits::command_bytes)
    return fail(ErrorKind::too_large, "the message is too large", {},
                "send at most " + std::to_string(limits::command_bytes) + " bytes");
  const auto sent = send_all(text + "\n", deadline);
  if (!sent) return tl::unexpected<Error>(sent.error());
  const auto line = read_line(deadline);
  if (!line) return tl::unexpected<Error>(line.error());
  auto answer = nlohmann::json::parse(*line, nullptr, false);
  if (!answer.is_object()) return tl::unexpected<Error>(error_from_json(nullptr));
  if (const auto error = answer.find("error"); error != answer.end())
    return tl::unexpected<Error>(error_from_json(*error));
  return answer;
}

Result<void> EngineClient::send_all(const std::string& bytes, Instant deadline) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    if (!await(fd_, POLLOUT, deadline)) return silent("the engine does not listen");
    const auto count =
        send(fd_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count < 0 && errno != EINTR && errno != EAGAIN) return silent("the engine has gone");
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  return {};
}

Result<std::string> EngineClient::read_line(Instant deadline) {
  std::array<char, 65536> chunk{};
  for (;;) {
    if (const auto end = held_.find('\n'); end != std::string::npos) {
      auto line = held_.substr(0, end);
      held_.erase(0, end + 1);
      return line;
    }
    if (!await(fd_, POLLIN, deadline)) return silent("the engine does not answer");
    const auto count = recv(fd_, chunk.data(), chunk.size(), MSG_DONTWAIT);
    if (count == 0) return silent("the engine has gone");
    if (count < 0 && errno != EINTR && errno != EAGAIN) return silent("the engine has gone");
    if (count > 0) held_.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace golive
