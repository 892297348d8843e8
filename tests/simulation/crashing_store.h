// CrashingStore: a Store whose engine is cut off from it at an append: before the records are
// there, or after. What is there stays there, for the next engine.
#pragma once

#include <optional>

#include "port/store.h"

namespace golive::simulation {

class CrashingStore final : public Store {
 public:
  explicit CrashingStore(Store& kept) : kept_(kept) {}

  struct Crash {
    std::size_t appends_before = 0;
    bool written = false;
  };
  void plan(Crash crash) { crash_ = crash; }
  void forget() { crash_.reset(); }

  Result<std::vector<std::string>> logs() override { return kept_.logs(); }
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override {
    return kept_.read(log, after, limit);
  }
  Result<std::optional<Record>> last(const std::string& log) override { return kept_.last(log); }
  Result<std::string> text(const std::string& hash) override { return kept_.text(hash); }
  Result<std::string> put_text(const std::string& text) override { return kept_.put_text(text); }
  Result<void> append(const std::vector<LogAppend>& appends) override {
    if (!crash_) return kept_.append(appends);
    if (crash_->appends_before > 0) {
      --crash_->appends_before;
      return kept_.append(appends);
    }
    if (crash_->written)
      if (auto done = kept_.append(appends); !done) return done;
    return fail(ErrorKind::storage, "the engine was cut off");
  }

 private:
  Store& kept_;
  std::optional<Crash> crash_;
};

}  // namespace golive::simulation
