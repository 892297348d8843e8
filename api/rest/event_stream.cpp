#include "api/rest/event_stream.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"

namespace golive::rest {

struct EventStream::Write {
  uv_write_t request{};
  std::string text;
};

EventStream::EventStream(uv_loop_t& loop, int socket, EventReader reader, LiveLog& log)
    : loop_(loop),
      tcp_(open_handle(uv_tcp_init, loop, this)),
      socket_(socket),
      reader_(std::move(reader)),
      log_(log),
      since_(loop_time(loop)) {
  if (uv_tcp_open(tcp_.get(), socket) == 0) return;
  ::close(socket);
  tcp_.reset();
}

void EventStream::begin(const std::string& headers) {
  if (is_over()) return;
  const auto on_allocate = [](uv_handle_t* handle, std::size_t, uv_buf_t* space) {
    auto& unheard = owner_of<EventStream>(handle).unheard_;
    *space = uv_buf_init(unheard.data(), static_cast<unsigned>(unheard.size()));
  };
  uv_read_start(reinterpret_cast<uv_stream_t*>(tcp_.get()), on_allocate,
                [](uv_stream_t* from, ssize_t count, const uv_buf_t*) {
                  if (count < 0) owner_of<EventStream>(from).end();
                });
  write(
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
      "X-Accel-Buffering: no\r\nConnection: close\r\n" +
      headers + "\r\nretry: 1000\n\n");
}

void EventStream::feed() {
  if (is_over() || writing_) return;
  auto text = log_.next(reader_.run, reader_.after);
  if (!text) return end();  // it comes again, with the number of the last event that it had
  if (!text->empty()) write(*std::move(text));
}

void EventStream::tick() {
  const auto passed = loop_time(loop_) - since_;
  if (writing_ && passed > limits::stream_patience) return end();
  if (!is_over() && !writing_ && passed >= limits::stream_heartbeat) write(":\n\n");
}

void EventStream::write(std::string text) {
  auto write = std::make_unique<Write>();
  write->text = std::move(text);
  const auto buffer = uv_buf_init(write->text.data(), static_cast<unsigned>(write->text.size()));
  writing_ = true;
  since_ = loop_time(loop_);
  if (uv_write(&write->request, reinterpret_cast<uv_stream_t*>(tcp_.get()), &buffer, 1,
               on_written) != 0)
    return end();
  write->request.data = write.get();
  (void)write.release();
}

void EventStream::on_written(uv_write_t* request, int status) {
  const std::unique_ptr<Write> written(static_cast<Write*>(request->data));
  if (!request->handle->data) return;  // the stream has ended before
  auto& stream = owner_of<EventStream>(request->handle);
  if (status != 0) return stream.end();
  stream.writing_ = false;
  stream.since_ = loop_time(stream.loop_);
  stream.feed();
}

void EventStream::end() {
  if (is_over()) return;
  // The HTTP library has the same socket under another number: it is to notice, too.
  ::shutdown(socket_, SHUT_RDWR);
  tcp_.reset();
}

}  // namespace golive::rest
