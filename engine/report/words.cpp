#include "report/words.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_depth.h"

namespace golive {
namespace {

using nlohmann::json;

Result<json> words_in(std::string_view text, const std::string& name) {
  if (is_nested_too_deeply(text))
    return fail(ErrorKind::invalid, "the words are nested too deeply", name);
  try {
    auto all = json::parse(text);
    if (all.is_object()) return all;
    return fail(ErrorKind::invalid, "the words are no JSON object", name);
  } catch (const json::parse_error& error) {
    const auto before = text.substr(0, std::min(error.byte, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return fail(ErrorKind::invalid, "the words are no JSON object",
                name + ":" + std::to_string(line));
  }
}

// A page that asks for a group and finds a text would have blank buttons.
Result<void> lay_over(json& base, const json& own, const std::string& name,
                      const std::string& group) {
  for (const auto& [key, value] : own.items()) {
    const auto found = base.find(key);
    if (found == base.end()) {
      base[key] = value;
      continue;
    }
    if (found->type() != value.type())
      return fail(ErrorKind::invalid,
                  "\"" + group + key + "\" is of another form than in the built-in words: " +
                      std::string(found->type_name()) + " is needed",
                  name);
    if (!value.is_object())
      *found = value;
    else if (auto laid = lay_over(*found, value, name, group + key + "."); !laid)
      return laid;
  }
  return {};
}

// As the French set a text: a sign is not parted from its word at the end of a line.
void join_signs(std::string& text) {
  static constexpr std::string_view no_break = "\u00a0", opening = "«";
  static constexpr std::string_view closing[] = {":", ";", "?", "!", "»"};
  for (auto at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
    const auto before = std::string_view(text).substr(0, at);
    const auto after = std::string_view(text).substr(at + 1);
    const bool closes = std::any_of(std::begin(closing), std::end(closing),
                                    [&](std::string_view sign) { return after.starts_with(sign); });
    if (closes || before.ends_with(opening)) text.replace(at, 1, no_break);
  }
}

// Of a pair, a pattern and what it is said as, the pattern stays.
void join_signs(json& words) {
  if (words.is_string()) return join_signs(words.get_ref<std::string&>());
  if (!words.is_structured()) return;
  for (auto& each : words)
    join_signs(words.is_array() && each.is_array() && !each.empty() ? each.back() : each);
}

json set_in(json all, const std::string& language) {
  if (language == "fr") join_signs(all);
  return all;
}

}  // namespace

Words::Words(nlohmann::json all, std::string language)
    : all_(std::make_shared<nlohmann::json>(set_in(std::move(all), language))),
      language_(std::move(language)) {}

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
  auto all = words_in(text, name);
  if (!all) return tl::unexpected<Error>(all.error());
  return Words(std::move(*all), language);
}

Result<Words> words_over(const Words& base, std::string_view text, const std::string& name,
                         const std::string& language) {
  const auto own = words_in(text, name);
  if (!own) return tl::unexpected<Error>(own.error());
  auto all = base.all();
  if (auto laid = lay_over(all, *own, name, ""); !laid) return tl::unexpected<Error>(laid.error());
  return Words(std::move(all), language);
}

}  // namespace golive
