#include "core/question.h"

#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/told_watches.h"

namespace golive {

std::vector<OpenQuestion> open_questions(const Run& run, ItemIndex item) {
  std::vector<OpenQuestion> questions;
  for (auto attempt = run.attempts.lower_bound({item, Slot::action, 0});
       attempt != run.attempts.end() && attempt->first.item == item; ++attempt)
    for (const auto place : attempt->second.open) {
      const Effect& effect = attempt->second.effects[place];
      if (effect.kind == EffectKind::ask) questions.push_back({attempt->first, &effect, nullptr});
      const auto watch = attempt->second.watches.find(effect.key);
      if (watch != attempt->second.watches.end() && asks_somebody(watch->second))
        questions.push_back({attempt->first, &effect, &watch->second});
    }
  return questions;
}

std::string role_asked(const Effect& question) {
  const auto request = nlohmann::json::parse(question.request, nullptr, false);
  if (!request.is_object()) return {};
  const auto role = request.find("role");
  return role != request.end() && role->is_string() ? role->get<std::string>() : std::string();
}

std::string subject_asked(const OpenQuestion& question) {
  if (question.watch) return what_it_watches(*question.effect);
  const auto request = nlohmann::json::parse(question.effect->request, nullptr, false);
  if (!request.is_object()) return {};
  const auto text = request.find("question");
  if (text == request.end() || !text->is_string()) return {};
  const auto& words = text->get_ref<const std::string&>();
  return std::string(cut_utf8(words.substr(0, words.find('\n')), limits::watched_name_bytes));
}

std::string choices_text(const std::vector<OpenQuestion>& questions) {
  std::string text;
  for (const OpenQuestion& each : questions) {
    if (text.size() > limits::choices_bytes) return text + ", ...";
    text += (text.empty() ? "" : ", ") + each.effect->key + " (" + subject_asked(each) + ")";
  }
  return text;
}

}  // namespace golive
