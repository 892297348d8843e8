// Rendering: what every document has in common: the wish, its words, and from its context to a
// text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/enum_text.h"
#include "report/words.h"

namespace golive {

enum class ReportFormat { html, markdown, json };
template <>
struct EnumText<ReportFormat> {
  static constexpr EnumTable<ReportFormat, 3> table{
      {{ReportFormat::html, "html"}, {ReportFormat::markdown, "md"}, {ReportFormat::json, "json"}}};
};

struct ReportWish {
  std::string kind;  // names the template
  ReportFormat format =
      ReportFormat::html;     // json is what the templates are given, without the words
  std::string language = {};  // "fr", "en"; empty: the plan's
  // A template and words of one's own instead of the built-in ones; names are for messages.
  std::string template_text = {}, template_name = {};
  std::string words_text = {}, words_name = {};
};

// The wish's own words, else the built-in ones of a language.
Result<Words> words_for(const ReportWish& wish, const std::string& language);
// By the wish's own template, else the built-in one of its kind and format.
Result<std::string> rendered(const ReportWish& wish, const Words& words, nlohmann::json context);

}  // namespace golive
