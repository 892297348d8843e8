// Rendering: what every document has in common: the wish, its words, and from its context to a
// text.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/enum_text.h"
#include "report/templates.h"
#include "report/words.h"

namespace golive {

enum class ReportFormat { html, markdown, json, csv };
template <>
struct EnumText<ReportFormat> {
  static constexpr EnumTable<ReportFormat, 4> table{{{ReportFormat::html, "html"},
                                                     {ReportFormat::markdown, "md"},
                                                     {ReportFormat::json, "json"},
                                                     {ReportFormat::csv, "csv"}}};
};

struct ReportWish {
  std::string kind;  // names the template
  ReportFormat format =
      ReportFormat::html;  // json is what the templates are given, without the words
  std::string language =
      {};                 // "fr", "en", or one that `templates` has words for; empty: the plan's
  std::string day = {};   // "2027-01-15", of a kind that tells of one day; empty: its last
  std::uint64_t seq = 0;  // as it was after this event of the log; 0: after the last
  Templates templates = {};
};

// What a template is given changes its number when something it may rest on goes, or means another
// thing; what is added does not count (docs/reports.md).
constexpr int report_format = 1;

// People's own words, and the built-in ones (for a language that is not built in: the English
// ones) for what they have not.
Result<Words> words_for(const Templates& templates, const std::string& language);
// By the template of its kind and format; not csv, which needs none. The context is told its
// "format", "kind" and "report_title".
Result<std::string> rendered(const ReportWish& wish, const Words& words, nlohmann::json context);

}  // namespace golive
