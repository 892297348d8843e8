// Chance: numbers that look random, by a seed and by what they are for. Who asks for one thing more
// changes nothing of what the others get; and the same seed gives the same on every machine.
// SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace golive {

class Chance {
 public:
  Chance(std::uint64_t seed, std::initializer_list<std::uint64_t> what_for) : state_(seed) {
    for (const std::uint64_t each : what_for) state_ = next() ^ each;
  }
  // At least 0, less than 1.
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t next() {
    std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15u);
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }
  std::uint64_t state_;
};

}  // namespace golive
