// Catalog: the kinds of reports, and the one function that makes any of them. A report is a pure
// function of a log, a template and a language: made twice, the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/event.h"

namespace golive {

enum class ReportFormat { html, markdown, json };
template <>
struct EnumText<ReportFormat> {
  static constexpr EnumTable<ReportFormat, 3> table{
      {{ReportFormat::html, "html"}, {ReportFormat::markdown, "md"}, {ReportFormat::json, "json"}}};
};

struct ReportWish {
  std::string kind;  // one of report_kinds()
  ReportFormat format =
      ReportFormat::html;     // json is what the templates are given, without the words
  std::string language = {};  // "fr", "en"; empty: the plan's
  // A template and words of one's own instead of the built-in ones; names are for messages.
  std::string template_text = {}, template_name = {};
  std::string words_text = {}, words_name = {};
};

std::vector<std::string_view> report_kinds();
// `head` is the hash of the log's last record: it stands in the report. Errors: an unknown kind or
// language, a log that cannot be folded, a template that is broken (place
// "j1-account.html.mustache:12").
Result<std::string> make_report(const ReportWish& wish, const std::vector<Event>& events,
                                const std::string& head);

}  // namespace golive
