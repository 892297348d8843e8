// AppendTimes: how long the disk takes for what an engine writes, as a histogram. TimedStore is a
// store that keeps one of another's appends. On the engine's thread.
#pragma once

#include <array>
#include <chrono>
#include <nlohmann/json_fwd.hpp>

#include "port/store.h"

namespace golive {

class AppendTimes {
 public:
  void add(std::chrono::microseconds took);
  // {"up_to_us": [...], "counts": [...], "count", "sum_us"}; each of the counts is of what took no
  // longer, as Prometheus wants it.
  [[nodiscard]] nlohmann::json to_json() const;

 private:
  // A fast disk's fsync, a slow one's, and what somebody should look at.
  static constexpr std::array<std::int64_t, 10> up_to_us{
      500, 1'000, 2'500, 5'000, 10'000, 25'000, 100'000, 250'000, 1'000'000, 5'000'000};
  std::array<std::uint64_t, up_to_us.size()> counts_{};
  std::uint64_t count_ = 0;
  std::int64_t sum_us_ = 0;
};

class TimedStore final : public Store {
 public:
  explicit TimedStore(Store& store) : store_(store) {}
  [[nodiscard]] const AppendTimes& times() const { return times_; }

  Result<std::vector<std::string>> logs() override { return store_.logs(); }
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override {
    return store_.read(log, after, limit);
  }
  Result<std::optional<Record>> last(const std::string& log) override { return store_.last(log); }
  Result<std::string> text(const std::string& hash) override { return store_.text(hash); }
  Result<void> append(const std::vector<LogAppend>& appends) override;
  Result<std::string> put_text(const std::string& text) override { return store_.put_text(text); }

 private:
  Store& store_;
  AppendTimes times_;
};

}  // namespace golive
