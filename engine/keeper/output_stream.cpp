#include "keeper/output_stream.h"

#include "base/limits.h"

namespace golive {
namespace {

constexpr std::size_t excerpt_bytes = limits::outcome_bytes / 2;  // out and err share an outcome

uv_stream_t* stream_of(uv_pipe_t* pipe) { return reinterpret_cast<uv_stream_t*>(pipe); }

}  // namespace

OutputStream::OutputStream(uv_loop_t& loop, const Redactor& redactor, std::filesystem::path file,
                           std::function<void()> on_end)
    : pipe_(open_handle(uv_pipe_init, loop, this, 0)),
      redacted_(redactor),
      file_(std::move(file)),
      excerpt_(excerpt_bytes),
      on_end_(std::move(on_end)) {}

void OutputStream::read_from(FileHandle pipe) {
  uv_pipe_open(pipe_.get(), pipe.release());
  uv_read_start(stream_of(pipe_.get()), on_room, on_read);
}

void OutputStream::close() {
  if (ended()) return;
  pipe_.reset();
  keep(redacted_.finish());
}

void OutputStream::on_room(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
  auto& room = owner_of<OutputStream>(handle).room_;
  *buffer = uv_buf_init(room.data(), static_cast<unsigned>(room.size()));
}

void OutputStream::on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
  auto& self = owner_of<OutputStream>(stream);
  if (count >= 0) {
    self.keep(self.redacted_.feed({buffer->base, static_cast<std::size_t>(count)}));
    return;
  }
  self.close();
  const auto on_end = std::move(self.on_end_);
  on_end();
}

void OutputStream::keep(std::string_view redacted) {
  file_.add(redacted);
  excerpt_.add(redacted);
}

}  // namespace golive
