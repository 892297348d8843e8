// RunLog: follows one run's log: reads what is new and folds it. Belongs to one thread at a time.
#pragma once

#include <cassert>
#include <functional>
#include <optional>

#include "core/run.h"
#include "port/store.h"

namespace golive {

class RunLog {
 public:
  explicit RunLog(RunId id) : id_(std::move(id)) {}

  // Reads on to the log's end; `each` sees every new event after it was applied.
  // ErrorKind::not_found if there is no such run.
  using EachEvent = std::function<void(const Run&, const Event&)>;
  Result<void> read_on(LogReader& reader, const EachEvent& each = {});
  // Only after a read_on() that went well.
  [[nodiscard]] const Run& run() const {
    assert(run_);
    return *run_;
  }

 private:
  [[nodiscard]] Result<void> check(const Event& event) const;

  RunId id_;
  std::optional<Run> run_;
};

}  // namespace golive
