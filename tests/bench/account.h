// Account: what is told of the figures, as a table for people and as JSON lines for programs.
#pragma once

#include <fstream>

#include "figure.h"

namespace golive::bench {

class Account {
 public:
  explicit Account(const std::string& file);
  void add(const Figure& figure, const Measured& measured);
  void add_failure(const Figure& figure, const std::string& why);
  void end() const;

  [[nodiscard]] int missed() const { return missed_; }
  [[nodiscard]] int failed() const { return failed_; }

 private:
  std::ofstream lines_;
  int met_ = 0, missed_ = 0, failed_ = 0;
};

}  // namespace golive::bench
