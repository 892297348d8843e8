// Figure: one number of the benchmark, and what is to be reached. Figures that come out of one
// measurement are a family; `families()` is the table of them all.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace golive::bench {

struct Reach {
  enum class Kind { at_least, at_most } kind{};
  double number = 0;
  bool of_floor = true;  // else of the value itself
};

struct Figure {
  std::string name, unit;
  Reach reach;
};

struct Measured {
  double value = 0;
  std::optional<double> floor = {};  // the same of the bare machine, in the same unit
};

struct Family {
  std::string what;  // one line
  std::vector<Figure> figures;
  std::vector<Measured> (*measure)();  // one for each figure, in their order
};

const std::vector<Family>& families();

bool is_met(const Figure& figure, const Measured& measured);

}  // namespace golive::bench
