#include "lua/token.h"

#include <algorithm>
#include <array>

namespace golive {
namespace {

bool starts_name(char byte) {
  return byte == '_' || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
bool goes_on_name(char byte) { return starts_name(byte) || (byte >= '0' && byte <= '9'); }

}  // namespace

bool is_keyword(std::string_view word) {
  constexpr std::array<std::string_view, 22> keywords{
      "and",      "break",  "do",   "else", "elseif", "end",  "false", "for",
      "function", "goto",   "if",   "in",   "local",  "nil",  "not",   "or",
      "repeat",   "return", "then", "true", "until",  "while"};
  return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

void TokenReader::step(std::size_t bytes) {
  const auto piece = text_.substr(at_, bytes);
  line_ += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
  at_ += piece.size();
}

void TokenReader::skip_space_and_comments() {
  for (;;) {
    const auto start = at_;
    const auto word = std::min(text_.find_first_not_of(" \t\r\n\f\v", at_), text_.size());
    step(word - at_);
    if (peek() == '-' && peek(1) == '-') {
      step(2);
      if (!long_bracket()) step(std::min(text_.find('\n', at_), text_.size()) - at_);
    }
    if (at_ == start) return;
  }
}

std::optional<std::string> TokenReader::long_bracket() {
  if (peek() != '[') return std::nullopt;
  std::size_t level = 0;
  while (peek(level + 1) == '=') ++level;
  if (peek(level + 1) != '[') return std::nullopt;
  const std::string closing = "]" + std::string(level, '=') + "]";
  const auto body = at_ + level + 2;
  const auto end = std::min(text_.find(closing, body), text_.size());
  std::string text(text_.substr(body, end - body));
  step(end + closing.size() - at_);
  return text;
}

std::string TokenReader::quoted(char quote) {
  step(1);
  const auto start = at_;
  while (at_ < text_.size() && peek() != quote && peek() != '\n') step(peek() == '\\' ? 2 : 1);
  std::string text(text_.substr(start, at_ - start));
  step(1);
  return text;
}

SourceToken TokenReader::next() {
  skip_space_and_comments();
  SourceToken token{SourceToken::Kind::mark, {}, line_};
  const char byte = peek();
  if (at_ >= text_.size()) {
    token.kind = SourceToken::Kind::end;
  } else if (starts_name(byte)) {
    std::size_t size = 1;
    while (goes_on_name(peek(size))) ++size;
    token.kind = SourceToken::Kind::name;
    token.text = text_.substr(at_, size);
    step(size);
  } else if (byte == '"' || byte == '\'') {
    token.kind = SourceToken::Kind::string;
    token.text = quoted(byte);
  } else if (auto text = long_bracket()) {
    token.kind = SourceToken::Kind::string;
    token.text = std::move(*text);
  } else if (byte >= '0' && byte <= '9') {
    std::size_t size = 1;
    while (goes_on_name(peek(size)) || peek(size) == '.') ++size;
    token.text = "0";
    step(size);
  } else {
    const bool comparison =
        std::string_view("=<>~").find(byte) != std::string_view::npos && peek(1) == '=';
    token.text = text_.substr(at_, comparison ? 2 : 1);
    step(token.text.size());
  }
  return token;
}

}  // namespace golive
