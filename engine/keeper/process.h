// Process: one process of the operating system, in a session of its own. Its output is redacted
// before it touches the disk. When its outcome is handed over it has been reaped, and, if it was
// ended or timed out, so has all that it had started: SIGTERM, and SIGKILL after five seconds. What
// stays in the background of a process that ended well is left alone.
#pragma once

#include <optional>
#include <string>

#include "keeper/children.h"
#include "keeper/input_text.h"
#include "keeper/output_stream.h"
#include "keeper/process_request.h"
#include "uv/errand.h"

namespace golive {

// From SIGTERM to SIGKILL.
inline constexpr Duration process_grace = std::chrono::seconds(5);

class Process final : public Errand {
 public:
  // The children and the redactor must outlive it. Outcome: {"code", "out", "err", "truncated",
  // "ms"}, with "signal" or "timeout" in place of "code" if that is how it ended, and with "sha256"
  // of what is kept on disk ({"out", "err"}, each only if there is any).
  static StartedErrand start(uv_loop_t& loop, Children& children, const ProcessRequest& request,
                             const Redactor& redactor, ErrandDone done);
  ~Process() override;
  void end() override;

 private:
  enum class Stage { running, ending, draining };
  struct Pipes;

  Process(uv_loop_t& loop, Children& children, const ProcessRequest& request,
          const Redactor& redactor, ErrandDone done);
  Result<void> spawn(const ProcessRequest& request, Pipes& pipes);
  void run(const ProcessRequest& request, Pipes pipes);
  void on_exit(Exit exit);
  void on_timer();
  void on_stream_end();
  void await_tree();
  void drain();
  void finish();
  bool signal_tree(int signal) const;  // whether there was anybody

  uv_loop_t& loop_;
  Children& children_;
  std::string id_;
  ErrandDone done_;
  OutputStream out_, err_;
  std::optional<InputText> input_;
  LoopHandle<uv_timer_t> timer_;
  pid_t pid_ = 0;
  Stage stage_ = Stage::running;
  bool timed_out_ = false;
  std::optional<Exit> exit_;                 // once it has exited
  Duration started_at_{}, patient_until_{};  // loop time
};

}  // namespace golive
