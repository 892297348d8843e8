#include "api/cli/conversation.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace golive::cli {
namespace {

const std::string later = "later";

bool is_optional(const std::string& text) { return text == "comment" || text == "outcome"; }

void set_text(nlohmann::json& fields, const std::string& name, const std::string& line) {
  if (line.empty()) return;
  if (name == "conditions")
    fields[name] = nlohmann::json::array({line});
  else if (name == "outcome")
    fields[name] = nlohmann::json::parse(line, nullptr, false);
  else
    fields[name] = line;
}

}  // namespace

std::string Conversation::follow(const std::vector<Question>& questions) {
  const auto is_current = [&](const Question& each) { return each.id == question_->id; };
  if (question_ && std::any_of(questions.begin(), questions.end(), is_current)) return {};
  const bool was_settled = question_.has_value();
  question_.reset();
  choice_.reset();
  std::erase_if(put_off_, [&](const std::string& id) {
    return std::none_of(questions.begin(), questions.end(),
                        [&](const Question& each) { return each.id == id; });
  });
  for (const auto& each : questions) {
    if (put_off_.contains(each.id)) continue;
    question_ = each;
    return "\n" + each.text + "\n" + prompt();
  }
  return was_settled ? "\n" : "";
}

std::string Conversation::prompt() const {
  if (!question_) return {};
  if (choice_) {
    const auto& text = choice_->texts[asked_];
    return text + (is_optional(text) ? " (may be empty): " : ": ");
  }
  std::string words;
  for (const auto& choice : question_->choices) words += choice.word + ", ";
  return words + later + "? ";
}

const Choice* Conversation::chosen_by(const std::string& line) const {
  const Choice* found = nullptr;
  for (const auto& choice : question_->choices) {
    if (choice.word == line) return &choice;
    if (line.empty() || !choice.word.starts_with(line)) continue;
    if (found) return nullptr;  // two begin so
    found = &choice;
  }
  return found;
}

std::optional<Order> Conversation::take(const std::string& raw) {
  if (!question_) return std::nullopt;
  const std::string line = to_utf8(raw);
  if (!choice_) {
    if (!line.empty() && later.starts_with(line)) {
      put_off_.insert(question_->id);
      question_.reset();
      return std::nullopt;
    }
    const auto* choice = chosen_by(line);
    if (!choice) return std::nullopt;
    choice_ = *choice;
    fields_ = choice->fields;
    asked_ = 0;
  } else {
    if (line.empty() && !is_optional(choice_->texts[asked_])) return std::nullopt;
    auto fields = nlohmann::json::parse(fields_);
    set_text(fields, choice_->texts[asked_], line);
    if (fields.contains("outcome") && fields["outcome"].is_discarded()) return std::nullopt;
    fields_ = fields.dump();
    ++asked_;
  }
  if (asked_ < choice_->texts.size()) return std::nullopt;
  Order order{choice_->command, fields_};
  put_off_.insert(question_->id);
  question_.reset();
  choice_.reset();
  return order;
}

}  // namespace golive::cli
