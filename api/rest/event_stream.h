// EventStream: one reader of live events: a socket and a place in a run's log. Takes from the log
// only when the socket has taken all before, so a slow reader costs one piece of memory; one that
// takes nothing for limits::stream_patience is given up. On its loop's thread.
#pragma once

#include <uv.h>

#include <array>
#include <string>

#include "api/rest/event_streams.h"
#include "api/rest/live_log.h"
#include "uv/loop_handle.h"

namespace golive::rest {

class EventStream {
 public:
  // Owns the socket. Loop and log must outlive it; the log follows the reader's run.
  EventStream(uv_loop_t& loop, int socket, EventReader reader, LiveLog& log);
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;
  ~EventStream() { end(); }

  void begin(const std::string& headers);
  void feed();  // what the log has more of, if the socket has taken the rest
  void tick();  // now and then: a sign of life, or the end of patience
  void end();
  [[nodiscard]] bool is_over() const { return !tcp_; }
  [[nodiscard]] const EventReader& reader() const { return reader_; }

 private:
  struct Write;
  static void on_written(uv_write_t* request, int status);
  void write(std::string text);

  uv_loop_t& loop_;
  LoopHandle<uv_tcp_t> tcp_;
  int socket_;
  EventReader reader_;
  LiveLog& log_;
  std::array<char, 1024> unheard_{};  // what a reader says is nothing to us; only its end is
  bool writing_ = false;
  Duration since_;  // by the loop's clock: writing, or silent
};

}  // namespace golive::rest
