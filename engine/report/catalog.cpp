#include "report/catalog.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "report/built_in_text.h"
#include "report/j1_account.h"
#include "report/markdown.h"
#include "report/mustache.h"
#include "report/words.h"
#include "view/account.h"

namespace golive {

namespace {

struct Kind {
  std::string_view name;
  nlohmann::json (*context)(const Account& account, const std::string& head, const Words& words);
};

constexpr std::array kinds{Kind{"j1-account", j1_account}};

Result<Kind> find_kind(const std::string& name) {
  for (const auto& kind : kinds)
    if (kind.name == name) return kind;
  const auto names = report_kinds();
  const auto meant = closest(name, names);
  std::string known;
  for (const auto& one : names) known += (known.empty() ? "" : ", ") + std::string(one);
  return fail(
      ErrorKind::not_found, "there is no report \"" + name + "\"", "kind",
      meant.empty() ? "the reports are " + known : "did you mean \"" + std::string(meant) + "\"?");
}

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

}  // namespace

std::vector<std::string_view> report_kinds() {
  std::vector<std::string_view> names;
  for (const auto& kind : kinds) names.push_back(kind.name);
  return names;
}

Result<std::string> make_report(const ReportWish& wish, const std::vector<Event>& events,
                                const std::string& head) {
  const auto kind = find_kind(wish.kind);
  if (!kind) return tl::unexpected<Error>(kind.error());
  const auto account = account_of(events);
  if (!account) return tl::unexpected<Error>(account.error());
  const auto words =
      words_for(wish, wish.language.empty() ? account->run.plan->language : wish.language);
  if (!words) return tl::unexpected<Error>(words.error());
  return rendered(wish, *words, kind->context(*account, head, *words));
}

}  // namespace golive
