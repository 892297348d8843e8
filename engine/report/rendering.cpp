#include "report/rendering.h"

#include <nlohmann/json.hpp>

#include "report/built_in_text.h"
#include "report/mustache.h"

namespace golive {

Result<Words> words_for(const ReportWish& wish, const std::string& language) {
  if (!wish.words_text.empty()) return parse_words(wish.words_text, wish.words_name, language);
  const auto name = "words." + language + ".json";
  const auto text = built_in_text(name);
  if (text.empty())
    return fail(ErrorKind::invalid, "there are no words for the language \"" + language + "\"",
                "lang", "fr and en are built in");
  return parse_words(text, name, language);
}

Result<std::string> rendered(const ReportWish& wish, const Words& words, nlohmann::json context) {
  if (wish.format == ReportFormat::json) return context.dump(2) + "\n";
  const bool html = wish.format == ReportFormat::html;
  const auto built_in = wish.kind + "." + std::string(text_of(wish.format)) + ".mustache";
  const bool own = !wish.template_text.empty();
  context["w"] = words.all();
  return render_mustache(own ? std::string_view(wish.template_text) : built_in_text(built_in),
                         own ? wish.template_name : built_in, context,
                         html ? Escape::html : Escape::markdown);
}

}  // namespace golive
