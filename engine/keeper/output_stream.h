// OutputStream: reads one of a process's pipes: redacts what comes, writes it to its file, and
// keeps an excerpt for the outcome. Nothing unredacted leaves it.
#pragma once

#include <array>
#include <functional>

#include "base/redact.h"
#include "keeper/excerpt.h"
#include "keeper/output_file.h"
#include "uv/file_handle.h"
#include "uv/loop_handle.h"

namespace golive {

class OutputStream {
 public:
  // `on_end` is called once, when all writers have closed the pipe; this may be destroyed in it.
  // The redactor must outlive this.
  OutputStream(uv_loop_t& loop, const Redactor& redactor, std::filesystem::path file,
               std::function<void()> on_end);

  // Takes over the pipe's reading end.
  void read_from(FileHandle pipe);
  // Reads no more; what was held back as a possible secret's beginning is kept. `on_end` is not
  // called.
  void close();

  [[nodiscard]] bool ended() const { return pipe_ == nullptr; }
  [[nodiscard]] const Excerpt& excerpt() const { return excerpt_; }
  // Once it has ended: the hash of what the file holds; empty if it holds nothing.
  std::string sha256() { return file_.finish(); }

 private:
  static void on_room(uv_handle_t* handle, std::size_t, uv_buf_t* buffer);
  static void on_read(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer);
  void keep(std::string_view redacted);

  LoopHandle<uv_pipe_t> pipe_;  // null once it has ended
  RedactedStream redacted_;
  OutputFile file_;
  Excerpt excerpt_;
  std::function<void()> on_end_;
  std::array<char, 16 << 10> room_;
};

}  // namespace golive
