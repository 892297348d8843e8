// Trace: what happened, line by line, until the first law was broken.
#pragma once

#include <string>
#include <vector>

namespace golive::simulation {

struct Trace {
  std::vector<std::string> lines;
  std::string broken;  // the first law that was, and how; empty: none

  void tell(std::string line) {
    if (broken.empty()) lines.push_back(std::move(line));
  }
  void hold(bool law, const std::string& text) {
    if (law || !broken.empty()) return;
    lines.push_back("BROKEN: " + text);
    broken = text;
  }
};

}  // namespace golive::simulation
