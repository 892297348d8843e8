// Chance: what happens, by a seed. A stream of its own for each who asks, so that leaving one out
// changes little of what the others do.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace golive::simulation {

class Chance {
 public:
  Chance(std::uint64_t seed, std::uint32_t stream) {
    std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                           stream};
    random_.seed(sequence);
  }
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  bool percent(std::size_t share) { return below(100) < share; }
  template <class T>
  const T& pick(const std::vector<T>& all) {
    return all[below(all.size())];
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace golive::simulation
