// Keeper: holds processes for an engine that may die at any time: starts them, keeps their output,
// and keeps each outcome until the engine has it on disk. Serves one engine after the other: the
// next one only when all that the last one said has been heard. Processes that were not to be kept
// end with their engine. On the loop's thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "keeper/process.h"
#include "keeper/protocol.h"
#include "uv/file_handle.h"
#include "uv/frame_stream.h"

namespace golive {

class Keeper {
 public:
  // Takes over the bound socket, and listens. The loop must outlive it.
  Keeper(uv_loop_t& loop, FileHandle socket);
  // An engine is served, or a process runs.
  [[nodiscard]] bool busy() const;
  // Nor is there an outcome that is still to be taken up.
  [[nodiscard]] bool idle() const { return !engine_ && held_.empty(); }
  // The last engine went in order: none is about to come back.
  [[nodiscard]] bool left() const { return left_; }

 private:
  struct Held {
    bool kept = false;
    bool forgotten = false;  // while it was still ending
    std::shared_ptr<const Redactor> redactor = {};
    std::unique_ptr<Errand> process = {};     // none once it has ended
    std::optional<std::string> outcome = {};  // once it has ended
  };

  void accept();
  void hear(std::string_view message);
  void engine_is_gone();
  void act(const order::Hello& hello);
  void act(const order::Gap& gap);
  void act(const order::Start& start);
  void act(const order::End& end);
  void act(const order::Forget& forget);
  void act(const order::Leave& leave);
  void ended(const std::string& id, std::string outcome);
  void tell(const Report& report);
  std::shared_ptr<const Redactor> redactor_of(const std::vector<std::string>& hidden);

  uv_loop_t& loop_;
  Children children_;
  LoopHandle<uv_pipe_t> listener_;
  std::unique_ptr<FrameStream> engine_;
  std::map<std::string, Held> held_;
  std::uint64_t since_ = 0, epoch_ = 0;
  bool left_ = false;
  std::vector<std::string> last_hidden_;  // most processes have the same secrets as the one before
  std::shared_ptr<const Redactor> last_redactor_;
};

}  // namespace golive
