// FailingStore: another Store whose disk fails at the n-th write (append or put_text, counted from
// 1) and stays failed, as the real one does. What was written before is still in the other store,
// as after a restart.
#pragma once

#include "port/store.h"

namespace golive {

class FailingStore final : public Store {
 public:
  FailingStore(Store& kept, int fail_at) : kept_(kept), fail_at_(fail_at) {}

  Result<std::vector<std::string>> logs() override { return kept_.logs(); }
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override {
    return kept_.read(log, after, limit);
  }
  Result<std::optional<Record>> last(const std::string& log) override { return kept_.last(log); }
  Result<std::string> text(const std::string& hash) override { return kept_.text(hash); }
  Result<void> append(const std::vector<LogAppend>& appends) override {
    if (fails()) {
      refused_append_ = true;
      return tl::unexpected(disk_full());
    }
    return kept_.append(appends);
  }
  Result<std::string> put_text(const std::string& text) override {
    if (fails()) return tl::unexpected(disk_full());
    return kept_.put_text(text);
  }

  [[nodiscard]] int writes() const { return writes_; }  // attempted
  [[nodiscard]] bool refused_append() const { return refused_append_; }

 private:
  bool fails() { return ++writes_ >= fail_at_; }
  static Error disk_full() { return {ErrorKind::storage, "the disk is full (by the test's wish)"}; }

  Store& kept_;
  int fail_at_;
  int writes_ = 0;
  bool refused_append_ = false;
};

}  // namespace golive
