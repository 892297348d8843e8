#include "report/usable_templates.h"

#include <array>
#include <nlohmann/json.hpp>

#include "report/built_in_text.h"
#include "report/catalog.h"
#include "report/mustache.h"
#include "report/rendering.h"

namespace golive {
namespace {

constexpr std::string_view words_begin = "words.", words_end = ".json";
constexpr std::array pages{"page", "sign-in", "message", "runs", "run",
                           "item", "amend",   "history", "move"};

// All that is rendered by its name; the others are included by these.
std::vector<std::string> rendered_names() {
  std::vector<std::string> names{"notice.txt.mustache"};
  for (const auto* page : pages) names.push_back("board-" + std::string(page) + ".mustache");
  for (const auto kind : report_kinds())
    for (const char* end : {".html.mustache", ".md.mustache"})
      names.push_back(std::string(kind) + end);
  return names;
}

// "brand/run-head.html.mustache:12" -> "run-head.html.mustache", if it is one of people's own.
std::string own_file_at(const Templates& templates, const std::string& place) {
  for (const auto& [name, text] : templates.own()) {
    const auto whole = templates.place(name);
    if (place == whole || place.starts_with(whole + ":")) return name;
  }
  return {};
}

// The line that a notice begins with, and what is to be done, are small templates among the words.
Result<void> check_sentences(const Words& words, const std::string& place) {
  for (const char* group : {"notice_head", "notice_todo"}) {
    const auto sentences = words.all().find(group);
    if (sentences == words.all().end() || !sentences->is_object()) continue;
    for (const auto& [what, text] : sentences->items()) {
      if (!text.is_string()) continue;
      const auto made = render_mustache(text.get_ref<const std::string&>(), what, {}, Escape::none);
      if (!made)
        return fail(ErrorKind::invalid,
                    "\"" + std::string(group) + "." + what + "\": " + made.error().what, place);
    }
  }
  return {};
}

Result<void> check_words(const Templates& templates, const std::string& name) {
  const auto language =
      name.substr(words_begin.size(), name.size() - words_begin.size() - words_end.size());
  const auto words = words_for(templates, language);
  if (!words) return tl::unexpected<Error>(words.error());
  return check_sentences(*words, templates.place(name));
}

Result<void> check_file(const Templates& templates, const std::string& name) {
  if (name.starts_with(words_begin)) return check_words(templates, name);
  if (name.starts_with("board-") && built_in_text(name).empty())
    return fail(ErrorKind::invalid, "the board has no such page", templates.place(name),
                "docs/board.md lists them; call what yours include otherwise");
  return check_own_template(templates, name);
}

}  // namespace

UsableTemplates usable_templates(Templates own) {
  UsableTemplates usable{std::move(own)};
  const auto leave_out = [&](const std::string& name, const Error& why) {
    usable.left_out.push_back(why);
    usable.templates = usable.templates.without(name);
  };
  std::vector<std::string> names;
  for (const auto& [name, text] : usable.templates.own()) names.push_back(name);
  for (const auto& name : names)
    if (const auto checked = check_file(usable.templates, name); !checked)
      leave_out(name, checked.error());
  for (const auto& name : rendered_names()) {
    // One at a time: what is left may be broken by another.
    for (auto checked = check_template(usable.templates, name); !checked;
         checked = check_template(usable.templates, name)) {
      const auto at = own_file_at(usable.templates, checked.error().place);
      if (!at.empty())
        leave_out(at, checked.error());
      else if (usable.templates.own().contains(name))
        leave_out(name, checked.error());
      else
        break;  // a built-in one: nobody can mend it here
    }
  }
  return usable;
}

}  // namespace golive
