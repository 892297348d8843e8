#include "api/cli/conversation.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/cli/condition.h"
#include "base/utf8.h"

namespace golive::cli {
namespace {

const std::string later = "later";

nlohmann::json value_of(const std::string& field, const std::string& line) {
  if (field == "conditions") {
    auto condition = condition_of(line);
    return nlohmann::json::array({condition ? std::move(*condition) : nlohmann::json(line)});
  }
  if (field == "outcome") return nlohmann::json::parse(line, nullptr, false);
  return line;
}

}  // namespace

std::string Conversation::follow(const std::vector<Question>& questions) {
  complaint_.clear();
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
  return was_settled ? "Settled without you: there is nothing to answer any more.\n" : "";
}

std::string Conversation::prompt() const {
  if (!question_) return complaint_;
  if (choice_) {
    const auto& [field, may_be_empty, hint] = choice_->texts[asked_];
    const std::string more = may_be_empty ? "may be empty" : hint;
    return complaint_ + field + (more.empty() ? "" : " (" + more + ")") + ": ";
  }
  std::string words;
  for (const auto& choice : question_->choices) words += choice.word + ", ";
  return complaint_ + words + later + "? ";
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

void Conversation::choose(const std::string& line) {
  if (!line.empty() && later.starts_with(line)) {
    put_off_.insert(question_->id);
    question_.reset();
    complaint_ = "Put off; `golive follow` asks again.\n";
    return;
  }
  const auto* choice = chosen_by(line);
  if (!choice) {
    complaint_ = "Type one of these words, or how it begins.\n";
    return;
  }
  choice_ = *choice;
  fields_ = choice->fields;
  asked_ = 0;
}

void Conversation::fill_in(const std::string& line) {
  const auto& [field, may_be_empty, hint] = choice_->texts[asked_];
  if (line.empty() && !may_be_empty) {
    complaint_ = "This cannot be left empty.\n";
    return;
  }
  if (!line.empty()) {
    auto fields = nlohmann::json::parse(fields_);
    fields[field] = value_of(field, line);
    if (fields[field].is_discarded()) {
      complaint_ = "This is not JSON.\n";
      return;
    }
    fields_ = fields.dump();
  }
  ++asked_;
}

std::optional<Order> Conversation::take(const std::string& raw) {
  complaint_.clear();
  if (!question_) return std::nullopt;
  const std::string line = to_utf8(raw);
  if (choice_)
    fill_in(line);
  else
    choose(line);
  if (!choice_ || asked_ < choice_->texts.size()) return std::nullopt;
  Order order{choice_->command, fields_};
  ordered_ = question_->id;
  put_off_.insert(ordered_);
  question_.reset();
  choice_.reset();
  return order;
}

void Conversation::refused() { put_off_.erase(ordered_); }

}  // namespace golive::cli
