#include "uv/frame_stream.h"

#include <csignal>

namespace golive {
namespace {

constexpr std::size_t length_bytes = 4;

std::size_t length_at(std::string_view bytes) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < length_bytes; ++i)
    length = length << 8 | static_cast<unsigned char>(bytes[i]);
  return length;
}

}  // namespace

void Frames::feed(std::string_view bytes) {
  held_.erase(0, std::exchange(taken_, 0));
  held_.append(bytes);
}

std::optional<std::string_view> Frames::next() {
  const auto rest = std::string_view(held_).substr(taken_);
  if (too_long_ || rest.size() < length_bytes) return std::nullopt;
  const auto length = length_at(rest);
  too_long_ = length > limit_;
  if (too_long_ || rest.size() < length_bytes + length) return std::nullopt;
  taken_ += length_bytes + length;
  return rest.substr(length_bytes, length);
}

std::string framed(std::string_view message) {
  std::string bytes;
  bytes.reserve(length_bytes + message.size());
  for (std::size_t i = length_bytes; i-- > 0;)
    bytes.push_back(static_cast<char>(message.size() >> (8 * i) & 0xff));
  return bytes.append(message);
}

struct FrameStream::Write {
  uv_write_t request;  // first: libuv hands back its address
  std::string bytes;
};

FrameStream::FrameStream(LoopHandle<uv_pipe_t> pipe, std::size_t limit, OnMessage on_message,
                         std::function<void()> on_end)
    : pipe_(std::move(pipe)),
      frames_(limit),
      on_message_(std::move(on_message)),
      on_end_(std::move(on_end)) {
  std::signal(SIGPIPE, SIG_IGN);  // an end that has gone is told by on_end
  pipe_->data = this;
  uv_read_start(stream(), on_room, on_read);
}

FrameStream::~FrameStream() {
  if (gone_ != nullptr) *gone_ = true;
}

void FrameStream::send(std::string_view message) {
  auto write = std::make_unique<Write>(Write{{}, framed(message)});
  auto buffer = uv_buf_init(write->bytes.data(), static_cast<unsigned>(write->bytes.size()));
  const int sent = uv_try_write(stream(), &buffer, 1);
  if (sent == static_cast<int>(write->bytes.size())) return;
  if (sent > 0) {
    buffer.base += sent;
    buffer.len -= static_cast<std::size_t>(sent);
  }
  const auto on_written = [](uv_write_t* request, int) {
    const std::unique_ptr<Write> written(reinterpret_cast<Write*>(request));
  };
  if (uv_write(&write->request, stream(), &buffer, 1, on_written) == 0)
    static_cast<void>(write.release());  // on_written has it now
}

void FrameStream::on_room(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
  auto& room = owner_of<FrameStream>(handle).room_;
  *buffer = uv_buf_init(room.data(), static_cast<unsigned>(room.size()));
}

void FrameStream::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  auto& self = owner_of<FrameStream>(stream);
  if (count < 0) return self.end();
  self.frames_.feed({buffer->base, static_cast<std::size_t>(count)});
  self.take();
}

void FrameStream::take() {
  bool gone = false;
  gone_ = &gone;
  while (const auto message = frames_.next()) {
    on_message_(*message);
    if (gone) return;
  }
  gone_ = nullptr;
  if (frames_.too_long()) end();
}

void FrameStream::end() {
  uv_read_stop(stream());
  const auto on_end = std::move(on_end_);
  on_end();
}

}  // namespace golive
