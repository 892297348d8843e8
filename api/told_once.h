// ToldOnce: lines for whoever runs the engine, on its terminal, each once. Any thread.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace golive {

class ToldOnce {
 public:
  explicit ToldOnce(std::string program) : program_(std::move(program)) {}
  void tell(const std::string& line);

 private:
  const std::string program_;
  std::mutex mutex_;  // guards what follows
  std::set<std::string> told_;
};

}  // namespace golive
