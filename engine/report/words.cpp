#include "report/words.h"

#include <nlohmann/json.hpp>

#include "base/json_depth.h"

namespace golive {

Words::Words(nlohmann::json all, std::string language)
    : all_(std::make_shared<nlohmann::json>(std::move(all))), language_(std::move(language)) {}

std::string Words::word(std::string_view group, std::string_view key) const {
  const auto words = all_->find(group);
  if (words == all_->end() || !words->is_object()) return std::string(key);
  const auto found = words->find(key);
  if (found == words->end() || !found->is_string()) return std::string(key);
  return found->get<std::string>();
}

std::string Words::word(std::string_view list, std::size_t n) const {
  const auto words = all_->find(list);
  if (words == all_->end() || !words->is_array() || n >= words->size()) return {};
  const auto& found = (*words)[n];
  return found.is_string() ? found.get<std::string>() : std::string();
}

Result<Words> parse_words(std::string_view text, const std::string& name,
                          const std::string& language) {
  if (is_nested_too_deeply(text))
    return fail(ErrorKind::invalid, "the words are nested too deeply", name);
  auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return fail(ErrorKind::invalid, "the words are no JSON object", name);
  return Words(std::move(json), language);
}

}  // namespace golive
