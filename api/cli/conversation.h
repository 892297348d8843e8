// Conversation: asks one person one question at a time, line by line, until there is a command to
// send. Pure: says what to print, is given what was typed.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "api/cli/question.h"

namespace golive::cli {

struct Order {
  std::string command;
  std::string fields;  // JSON
};

class Conversation {
 public:
  // Takes up the first question that was not put off; drops the one under way if it is settled.
  // Answers with what to print now, empty if there is nothing new to say.
  std::string follow(const std::vector<Question>& questions);
  // What the person typed. Answers with a command when it is complete.
  std::optional<Order> take(const std::string& line);
  // What to print after a line that did not complete a command: what was wrong with it, if
  // anything, and the next prompt.
  [[nodiscard]] std::string prompt() const;
  // The command of the last answer was refused: its question is asked again.
  void refused();
  [[nodiscard]] bool is_asking() const { return question_.has_value(); }
  // A text is asked for, not one of the words.
  [[nodiscard]] bool is_writing() const { return choice_.has_value(); }

 private:
  [[nodiscard]] const Choice* chosen_by(const std::string& line) const;
  void choose(const std::string& line);
  void fill_in(const std::string& line);

  std::optional<Question> question_;
  std::optional<Choice> choice_;
  std::string complaint_;          // about the last line
  std::string ordered_;            // the question that was answered last
  std::string fields_;             // JSON, as far as it is settled
  std::size_t asked_ = 0;          // the text that is asked for, in choice_
  std::set<std::string> put_off_;  // questions answered with "later", or already ordered
};

}  // namespace golive::cli
