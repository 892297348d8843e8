// Lines: cuts a stream of bytes into lines, and notices one that grows over its limit. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace golive {

class Lines {
 public:
  explicit Lines(std::size_t limit) : limit_(limit) {}

  void feed(std::string_view bytes) { held_.append(bytes); }
  // The next whole line without its end; none yet if it has not come in full.
  std::optional<std::string> next() {
    const auto end = held_.find('\n', searched_);
    if (end == std::string::npos || end > limit_) {
      searched_ = held_.size();
      return std::nullopt;
    }
    std::string line = held_.substr(0, end);
    held_.erase(0, end + 1);
    searched_ = 0;
    return line;
  }
  // What is held can no longer become a line within the limit: nothing more can be read from this
  // stream.
  [[nodiscard]] bool too_long() const { return held_.size() > limit_ && held_.find('\n') > limit_; }
  [[nodiscard]] std::size_t held() const { return held_.size(); }

 private:
  std::size_t limit_;
  std::size_t searched_ = 0;  // no line ends before here
  std::string held_;
};

}  // namespace golive
