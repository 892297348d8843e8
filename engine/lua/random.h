// Random: the numbers of ctx:random, drawn from a seed (splitmix64 into xoshiro256**), so that a
// replay draws the same.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace golive {

class Random {
 public:
  Random(std::uint64_t seed, std::string_view name);
  std::uint64_t next();
  double fraction();  // [0, 1)
  // Both included; low <= high. Every number as likely as any other.
  std::int64_t between(std::int64_t low, std::int64_t high);

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace golive
