#include "report/rendering.h"

#include <nlohmann/json.hpp>

#include "report/built_in_text.h"
#include "report/mustache.h"

namespace golive {

Result<Words> words_for(const Templates& templates, const std::string& language) {
  const auto name = "words." + language + ".json";
  const auto text = templates.text(name);
  if (text.empty())
    return fail(ErrorKind::invalid, "there are no words for the language \"" + language + "\"",
                "lang", "fr and en are built in; words." + language + ".json beside the templates");
  if (!templates.own().contains(name)) return parse_words(text, name, language);
  const bool is_built_in = !built_in_text(name).empty();
  const auto base_name = is_built_in ? name : "words.en.json";
  const auto base = parse_words(built_in_text(base_name), base_name, language);
  if (!base) return base;
  return words_over(*base, text, templates.place(name), language);
}

Result<std::string> rendered(const ReportWish& wish, const Words& words, nlohmann::json context) {
  context["format"] = report_format;
  context["kind"] = wish.kind;
  context["report_title"] = words.word("report_kind", wish.kind);
  if (wish.format == ReportFormat::json) return context.dump(2) + "\n";
  const bool html = wish.format == ReportFormat::html;
  context["w"] = words.all();
  return render_template(wish.templates,
                         wish.kind + "." + std::string(text_of(wish.format)) + ".mustache", context,
                         html ? Escape::html : Escape::markdown);
}

}  // namespace golive
