// Slug: an id from a title. Ids are unique in their Slugs, and the same for the same document.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace golive {

class Slugs {
 public:
  // `between` stands between words; `otherwise` is the id of a text without letters.
  explicit Slugs(char between, std::string otherwise)
      : between_(between), otherwise_(std::move(otherwise)) {}
  // An id that was not given yet: the second one ends in 2.
  std::string id(std::string_view title);

 private:
  char between_;
  std::string otherwise_;
  std::set<std::string> given_;
  std::map<std::string, int> numbers_;  // the last one given, by what stands before it
};

}  // namespace golive
