// Samples: times and medians, and a floor measured by turns with what stands on it.
#pragma once

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <vector>

#include "base/error.h"
#include "figure.h"

namespace golive::bench {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(to_line(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

// `part` of them are at most this.
inline double quantile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  const auto place = static_cast<std::size_t>(part * static_cast<double>(values.size()));
  return values.at(std::min(place, values.size() - 1));
}
inline double median(const std::vector<double>& values) { return quantile(values, 0.5); }

// Medians of repeated runs, by turns.
template <class Floor, class Value>
Measured by_turns(int times, const Floor& floor, const Value& value) {
  std::vector<double> floors, values;
  for (int i = 0; i < times; ++i) {
    floors.push_back(floor());
    values.push_back(value());
  }
  return {median(values), median(floors)};
}

}  // namespace golive::bench
