// Words: what is said in one language (words.<language>.json), French set with no-break spaces.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace golive {

class Words {
 public:
  Words(nlohmann::json all, std::string language);
  // A word of a group ("run_state", "held"); a missing one stands for itself.
  [[nodiscard]] std::string word(std::string_view group, std::string_view key) const;
  // The n-th of a list ("months", 0).
  [[nodiscard]] std::string word(std::string_view list, std::size_t n) const;
  [[nodiscard]] const nlohmann::json& all() const { return *all_; }
  [[nodiscard]] const std::string& language() const { return language_; }

 private:
  std::shared_ptr<const nlohmann::json> all_;
  std::string language_;
};

Result<Words> parse_words(std::string_view text, const std::string& name,
                          const std::string& language);
// Somebody's own words, and those of `base` for what they have not. Errors have the line of what is
// no JSON, or the name of what is of another form than in `base` ("words.fr.json", "board").
Result<Words> words_over(const Words& base, std::string_view text, const std::string& name,
                         const std::string& language);

}  // namespace golive
