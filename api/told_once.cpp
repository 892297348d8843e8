#include "api/told_once.h"

#include <fmt/core.h>

namespace golive {
namespace {

constexpr std::size_t different_lines = 100;  // then all are told, rather than all be kept

}  // namespace

void ToldOnce::tell(const std::string& line) {
  {
    const std::lock_guard<std::mutex> guard(mutex_);
    if (told_.contains(line)) return;
    if (told_.size() < different_lines) told_.insert(line);
  }
  fmt::print(stderr, "{}: {}\n", program_, line);
}

}  // namespace golive
