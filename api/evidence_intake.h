// EvidenceIntake: the way of a file into a run. Its parts come first; then the command, whose file
// is redacted, looked at and kept beside the loop, before the engine hears of it. On the loop's
// thread.
#pragma once

#include <uv.h>
#include <memory>

#include "loop/engine.h"
#include "rim/evidence_store.h"
#include "rim/real_world.h"

namespace golive {

class EvidenceIntake {
 public:
  // All must outlive it, and so must the loop.
  EvidenceIntake(uv_loop_t& loop, Engine& engine, EvidenceStore& store, RealWorld& world,
                 Clock& clock);

  struct Attachment {
    RunId run;
    Actor actor;
    command::AddEvidence command;
    Reply reply;
    Once once = {};
  };
  // Who may not, or says what makes no sense, is refused before anything is kept.
  void take(Attachment attachment);
  Result<std::uint64_t> add_part(const Actor& actor, const std::string& upload, std::uint64_t at,
                                 const std::string& content) const;
  // Files that are being kept.
  [[nodiscard]] int under_way() const { return *under_way_; }

 private:
  struct Keeping;
  void submit(Attachment attachment) const;
  void keep(Attachment attachment, const Redactor& redactor) const;
  [[nodiscard]] bool would_be_refused(const Attachment& attachment) const;

  uv_loop_t* loop_;
  Engine* engine_;
  EvidenceStore* store_;
  RealWorld* world_;
  Clock* clock_;
  std::shared_ptr<int> under_way_ = std::make_shared<int>(0);
};

}  // namespace golive
