// Shelf: plans and timelines, each kept once, however many runs have it. A thousand runs of one
// runbook in one environment have the same ones, though each log brings its own copy.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/event.h"

namespace golive {

class Shelf {
 public:
  // Puts what is on the shelf already in the place of what is equal to it.
  void share(event::RunCreated& created);

 private:
  template <class T>
  using Kept = std::vector<std::shared_ptr<const T>>;  // as good as always one
  std::map<std::string, Kept<Plan>> plans_;
  std::map<std::pair<const Plan*, Date>, Kept<Timeline>> timelines_;
};

}  // namespace golive
