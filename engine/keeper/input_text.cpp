#include "keeper/input_text.h"

namespace golive {

struct InputText::Write {
  uv_write_t request;  // first: libuv hands back its address
  std::string text;
};

InputText::InputText(uv_loop_t& loop, FileHandle pipe, std::string text)
    : pipe_(open_handle(uv_pipe_init, loop, static_cast<void*>(this), 0)) {
  uv_pipe_open(pipe_.get(), pipe.release());
  auto write = std::make_unique<Write>(Write{{}, std::move(text)});
  const auto buffer = uv_buf_init(write->text.data(), static_cast<unsigned>(write->text.size()));
  auto* stream = reinterpret_cast<uv_stream_t*>(pipe_.get());
  if (uv_write(&write->request, stream, &buffer, 1, on_written) == 0)
    static_cast<void>(write.release());  // on_written has it now
  else
    pipe_.reset();
}

void InputText::on_written(uv_write_t* request, int) {
  const std::unique_ptr<Write> written(reinterpret_cast<Write*>(request));
  // The pipe may have been closed, and this be gone, before libuv gives the request back.
  if (request->handle->data != nullptr) owner_of<InputText>(request->handle).pipe_.reset();
}

}  // namespace golive
