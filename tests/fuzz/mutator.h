// Mutator: from inputs that are read to inputs that perhaps are not. The same seed gives the same
// inputs, as long as the same of them are kept.
#pragma once

#include <cstdint>
#include <random>

#include "reader.h"

namespace golive::fuzz {

constexpr std::size_t input_bytes = 128 << 10;  // deep enough for any recursion to be found

class Mutator {
 public:
  // `reader` must outlive it.
  Mutator(const Reader& reader, std::uint64_t seed);
  std::string next();
  // An input that was accepted: others grow from it.
  void keep(std::string input);

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }
  // A place in `text` and a length from there, mostly short.
  struct Span {
    std::size_t at, size;
  };
  Span span(const std::string& text);
  const std::string& any_input() { return pool_[below(pool_.size())]; }
  void change(std::string& text);
  void splice(std::string& text);
  void repeat(std::string& text);
  void put_word(std::string& text);
  void put_number(std::string& text);
  void nest(std::string& text);

  const Reader& reader_;
  std::vector<std::string> pool_;
  std::mt19937_64 random_;
};

}  // namespace golive::fuzz
