// Process: one process of the operating system, in a session and process group of its own. Its
// output is redacted before it touches the disk. When its outcome is handed over it has been
// reaped, and, if it was ended or timed out, so has its group: SIGTERM, and SIGKILL after five
// seconds. A child that has left the group (setsid) is out of reach; one that stays in the
// background of a process that ended well is left alone.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "rim/errand.h"
#include "rim/input_text.h"
#include "rim/output_stream.h"

namespace golive {

struct ProcessRequest {
  std::vector<std::string> argv;             // argv[0] by PATH, or a path relative to `folder`
  std::map<std::string, std::string> added;  // to the environment
  std::string folder;                        // absolute
  std::optional<std::string> input = {};     // standard input; none: /dev/null
  Duration timeout{};
  std::filesystem::path output = {};  // where ".out" and ".err" are added; empty: not kept
};

class Process final : public Errand {
 public:
  // The redactor must outlive it. Outcome: {"code", "out", "err", "truncated", "ms"}, with "signal"
  // or "timeout" in place of "code" if that is how it ended.
  static StartedErrand start(uv_loop_t& loop, const ProcessRequest& request,
                             const Redactor& redactor, ErrandDone done);
  void end() override;

 private:
  enum class Stage { running, ending, draining };
  struct Pipes;

  Process(uv_loop_t& loop, const ProcessRequest& request, const Redactor& redactor,
          ErrandDone done);
  int spawn(const ProcessRequest& request, Pipes& pipes);
  void run(const ProcessRequest& request, Pipes pipes);
  void on_exit(std::int64_t code, int signal);
  void on_timer();
  void on_stream_end();
  void await_group();
  void drain();
  void finish();
  [[nodiscard]] bool exited() const { return code_.has_value(); }
  [[nodiscard]] bool group_lives() const;
  void signal_group(int signal) const;

  uv_loop_t& loop_;
  ErrandDone done_;
  OutputStream out_, err_;
  std::optional<InputText> input_;
  LoopHandle<uv_timer_t> timer_;
  LoopHandle<uv_process_t> process_;
  Stage stage_ = Stage::running;
  bool timed_out_ = false, killed_ = false;
  std::optional<std::int64_t> code_;  // once it has exited
  int signal_ = 0;
  Duration started_at_{}, patient_until_{};  // loop time
};

}  // namespace golive
