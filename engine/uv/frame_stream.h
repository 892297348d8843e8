// FrameStream: one end of a Unix socket on which whole messages go both ways, each with its length
// (4 bytes, the most significant first) before it. On the loop's thread.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "uv/loop_handle.h"

namespace golive {

// Cuts a stream of bytes into messages. Pure.
class Frames {
 public:
  explicit Frames(std::size_t limit) : limit_(limit) {}
  void feed(std::string_view bytes);
  // The next whole message; valid until feed() is called again.
  std::optional<std::string_view> next();
  // What comes is longer than the limit: nothing more can be read from this stream.
  [[nodiscard]] bool too_long() const { return too_long_; }

 private:
  std::size_t limit_;
  std::size_t taken_ = 0;  // of what is held
  bool too_long_ = false;
  std::string held_;
};

std::string framed(std::string_view message);

class FrameStream {
 public:
  using OnMessage = std::function<void(std::string_view)>;
  // `on_end` is called once, later, when the other end is gone or sends no frames; this may be
  // destroyed in either. Takes over the connected pipe. SIGPIPE is ignored from here on.
  FrameStream(LoopHandle<uv_pipe_t> pipe, std::size_t limit, OnMessage on_message,
              std::function<void()> on_end);
  ~FrameStream();
  FrameStream(const FrameStream&) = delete;
  FrameStream& operator=(const FrameStream&) = delete;

  // In order. What cannot be sent any more is dropped: on_end tells.
  void send(std::string_view message);

 private:
  struct Write;
  static void on_room(uv_handle_t* handle, std::size_t, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);
  void take();
  void end();
  uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(pipe_.get()); }

  LoopHandle<uv_pipe_t> pipe_;
  Frames frames_;
  OnMessage on_message_;
  std::function<void()> on_end_;
  bool* gone_ = nullptr;  // told to whoever calls out of this when it is destroyed there
  std::array<char, 64 << 10> room_;
};

}  // namespace golive
