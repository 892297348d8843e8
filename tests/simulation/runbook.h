// Runbook: a random one, as the Lua text that its author would have written.
#pragma once

#include <string>
#include <vector>

#include "simulation/chance.h"

namespace golive::simulation {

class RunbookWriter {
 public:
  explicit RunbookWriter(Chance& chance) : chance_(chance) {}
  // Most are loadable; a hook may still make an item wait for itself.
  std::string write();

 private:
  std::string phase(std::size_t number);
  std::string contingency(std::size_t number);
  std::string items(std::size_t most, int depth, bool main_line);
  std::string item(int depth, bool main_line);
  std::string step(const std::string& kind, bool main_line);
  std::string task();
  std::string gate();
  std::string failing();  // timeout, retry, on_failure
  std::string owner();
  std::string when();
  std::string body(int depth);
  std::string statement(int depth);
  std::string effect();
  std::string interruption();
  std::string deciders(bool one);
  std::string trigger();
  std::string fresh(const std::string& stem) { return stem + std::to_string(++last_); }

  Chance& chance_;
  std::size_t contingencies_ = 0;
  std::vector<std::string> bodies_;  // ids of what can fail, of the main line, as far as written
  int last_ = 0;
  bool windowed_ = false, recovers_ = false;  // it has a window, an rto
};

}  // namespace golive::simulation
