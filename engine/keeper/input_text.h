// InputText: feeds a text to a process's standard input, then closes it. A process that reads
// nothing, or ends before it has read all, is no error.
#pragma once

#include <string>

#include "uv/file_handle.h"
#include "uv/loop_handle.h"

namespace golive {

class InputText {
 public:
  // Takes over the pipe's writing end. Destroying it closes that, whether all is written or not.
  InputText(uv_loop_t& loop, FileHandle pipe, std::string text);

 private:
  struct Write;
  static void on_written(uv_write_t* request, int status);
  LoopHandle<uv_pipe_t> pipe_;
};

}  // namespace golive
