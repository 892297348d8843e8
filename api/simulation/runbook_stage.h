// RunbookStage: the stage of one test of a runbook: the real engine and the real step bodies in
// virtual time, over a store in memory, in a world that answers as the test has said.
#pragma once

#include <memory>

#include "core/timeline.h"
#include "port/runbook_loader.h"
#include "port/test_stage.h"

namespace golive {

class RunbookStage final : public TestStage {
 public:
  // `runbook` must outlive it. An empty environment is the plan's live one, else its first.
  RunbookStage(const LoadedRunbook& runbook, Timeline timeline, std::string environment);
  ~RunbookStage() override;

  Result<void> answer(const ScriptedAnswer& answer) override;
  Result<std::string> play(const std::string& until) override;
  Result<void> pass(Duration duration) override;
  Result<void> act(const std::string& role, const std::string& command,
                   const std::string& fields) override;
  Result<std::string> item(const std::string& path) override;
  Result<std::string> run() override;
  std::vector<std::string> asked() override;

  // What happened so far, as lines for people; at most the last so many.
  [[nodiscard]] std::string timeline(std::size_t lines);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace golive
