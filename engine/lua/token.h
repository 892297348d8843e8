// Tokens of Lua source, as far as source_scan needs them: names, strings and marks, each with its
// line; numbers count as marks, comments are left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace golive {

struct SourceToken {
  enum class Kind { name, string, mark, end } kind = Kind::end;
  std::string text;  // a mark is one character, but for `==`; a string is without quotes, escapes
                     // as written
  int line = 0;
};

// "end", but not "ends"; Lua 5.4 has 22.
bool is_keyword(std::string_view word);

class TokenReader {
 public:
  explicit TokenReader(std::string_view text) : text_(text) {}
  SourceToken next();

 private:
  void skip_space_and_comments();
  std::optional<std::string> long_bracket();  // [[...]], [==[...]==]
  std::string quoted(char quote);
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void step(std::size_t bytes);

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace golive
