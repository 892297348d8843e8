#include "loop/shelf.h"

#include <algorithm>

namespace golive {
namespace {

// Plans with the same may still differ, as loaders of different age read the same text; but so
// rarely that comparing is cheap.
std::string key_of(const Plan& plan) {
  std::string key = plan.hash;
  for (const Secret& secret : plan.secrets) key += "\n" + secret.from;
  for (const Channel& channel : plan.channels) key += "\n" + channel.target;
  return key;
}

template <class T>
void put(std::vector<std::shared_ptr<const T>>& kept, std::shared_ptr<const T>& one) {
  const auto same =
      std::find_if(kept.begin(), kept.end(), [&](const auto& each) { return *each == *one; });
  if (same == kept.end())
    kept.push_back(one);
  else
    one = *same;
}

}  // namespace

void Shelf::share(event::RunCreated& created) {
  put(plans_[key_of(*created.plan)], created.plan);
  put(timelines_[{created.plan.get(), created.timeline->j}], created.timeline);
}

}  // namespace golive
