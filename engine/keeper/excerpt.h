// Excerpt: the beginning and the end of a text too long to keep. What matters of an output is
// mostly in its first lines (what was done) and its last ones (what went wrong).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace golive {

struct Excerpted {
  std::string text;  // valid UTF-8
  bool truncated = false;
};

class Excerpt {
 public:
  explicit Excerpt(std::size_t bytes) : half_(bytes / 2) {}
  void add(std::string_view chunk);
  // Where something was left out, a line says so.
  [[nodiscard]] Excerpted taken() const;

 private:
  std::size_t half_;
  std::string head_;
  std::string tail_;  // may grow to twice its share, so that it is not moved at each chunk
  std::uint64_t left_out_ = 0;
};

}  // namespace golive
