#include "api/append_times.h"

#include <nlohmann/json.hpp>

namespace golive {

void AppendTimes::add(std::chrono::microseconds took) {
  ++count_;
  sum_us_ += took.count();
  for (std::size_t each = 0; each < up_to_us.size(); ++each)
    if (took.count() <= up_to_us[each]) ++counts_[each];
}

nlohmann::json AppendTimes::to_json() const {
  return {{"up_to_us", up_to_us}, {"counts", counts_}, {"count", count_}, {"sum_us", sum_us_}};
}

Result<void> TimedStore::append(const std::vector<LogAppend>& appends) {
  const auto begin = std::chrono::steady_clock::now();
  auto done = store_.append(appends);
  times_.add(std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin));
  return done;
}

}  // namespace golive
