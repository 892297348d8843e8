// From the text of a pattern to its ops.
#include <string>

#include "lua/pattern.h"

namespace golive {
namespace {

bool is_lower(unsigned char byte) { return byte >= 'a' && byte <= 'z'; }
bool is_upper(unsigned char byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_digit(unsigned char byte) { return byte >= '0' && byte <= '9'; }
bool is_letter(unsigned char byte) { return is_lower(byte) || is_upper(byte); }
bool is_space(unsigned char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }
bool is_graphic(unsigned char byte) { return byte > ' ' && byte < 127; }
unsigned char lowered(unsigned char byte) {
  return is_upper(byte) ? static_cast<unsigned char>(byte + ('a' - 'A')) : byte;
}
bool is_hex(unsigned char byte) {
  return is_digit(byte) || (lowered(byte) >= 'a' && lowered(byte) <= 'f');
}

bool is_class(unsigned char letter) {
  return is_letter(letter) &&
         std::string_view("acdglpsuwxz").find(static_cast<char>(lowered(letter))) !=
             std::string_view::npos;
}

bool in_class(unsigned char letter, unsigned char byte) {  // ASCII, whatever the locale
  switch (letter) {
    case 'a':
      return is_letter(byte);
    case 'c':
      return byte < ' ' || byte == 127;
    case 'd':
      return is_digit(byte);
    case 'g':
      return is_graphic(byte);
    case 'l':
      return is_lower(byte);
    case 'p':
      return is_graphic(byte) && !is_letter(byte) && !is_digit(byte);
    case 's':
      return is_space(byte);
    case 'u':
      return is_upper(byte);
    case 'w':
      return is_letter(byte) || is_digit(byte);
    case 'x':
      return is_hex(byte);
    default:
      return byte == 0;  // 'z', of old
  }
}

// Adds what `%letter` stands for.
void add_class(Pattern::Bytes& bytes, unsigned char letter) {
  if (!is_class(letter)) {
    bytes.set(letter);
    return;
  }
  for (unsigned byte = 0; byte < 256; ++byte)
    if (in_class(lowered(letter), static_cast<unsigned char>(byte)) != is_upper(letter))
      bytes.set(byte);
}

}  // namespace

class PatternReader {
 public:
  PatternReader(Pattern& pattern, std::string_view text) : pattern_(pattern), text_(text) {}

  void read() {
    if (text_.size() > Pattern::max_bytes) throw MalformedPattern("pattern too long");
    while (at_ < text_.size()) read_item();
    for (const bool open : open_)
      if (open) throw MalformedPattern("unfinished capture");
    pattern_.ops_.push_back({});
  }

 private:
  using Op = Pattern::Op;

  void read_item() {
    const unsigned char byte = take();
    switch (byte) {
      case '(':
        return open();
      case ')':
        return close();
      case '$':
        if (at_ == text_.size()) return push({.kind = Op::Kind::subject_end});
        return repeated({.kind = Op::Kind::byte, .first = byte});
      case '.':
        return repeated({.kind = Op::Kind::any});
      case '[':
        return repeated({.kind = Op::Kind::set, .index = add_set(bracket())});
      case '%':
        return escaped();
      default:
        return repeated({.kind = Op::Kind::byte, .first = byte});
    }
  }

  void escaped() {
    if (at_ == text_.size()) throw MalformedPattern("malformed pattern (ends with '%')");
    const unsigned char byte = take();
    if (byte == 'b') return balance();
    if (byte == 'f') return frontier();
    if (is_digit(byte)) return reference(byte);
    if (!is_class(byte)) return repeated({.kind = Op::Kind::byte, .first = byte});
    Pattern::Bytes bytes;
    add_class(bytes, byte);
    repeated({.kind = Op::Kind::set, .index = add_set(bytes)});
  }

  void open() {
    if (open_.size() == Pattern::max_captures) throw MalformedPattern("too many captures");
    const auto index = static_cast<std::uint32_t>(open_.size());
    const bool position = at_ < text_.size() && text_[at_] == ')';
    if (position) ++at_;
    open_.push_back(!position);
    pattern_.captures_ = open_.size();
    push({.kind = position ? Op::Kind::open_position : Op::Kind::open, .index = index});
  }

  void close() {
    for (std::size_t index = open_.size(); index-- > 0;)
      if (open_[index]) {
        open_[index] = false;
        return push({.kind = Op::Kind::close, .index = static_cast<std::uint32_t>(index)});
      }
    throw MalformedPattern("invalid pattern capture");
  }

  void balance() {
    if (text_.size() - at_ < 2)
      throw MalformedPattern("malformed pattern (missing arguments to '%b')");
    const unsigned char first = take(), second = take();
    push({.kind = Op::Kind::balance, .first = first, .second = second});
  }

  void frontier() {
    if (at_ == text_.size() || take() != '[')
      throw MalformedPattern("missing '[' after '%f' in pattern");
    push({.kind = Op::Kind::frontier, .index = add_set(bracket())});
  }

  void reference(unsigned char digit) {
    const std::size_t index = static_cast<std::size_t>(digit - '0') - 1;  // %0 wraps: no capture
    if (index >= open_.size() || open_[index])
      throw MalformedPattern(std::string("invalid capture index %") + static_cast<char>(digit) +
                             " in pattern");
    push({.kind = Op::Kind::reference, .index = static_cast<std::uint32_t>(index)});
  }

  // What stands between [ and ]: the first byte may be ], and the end of a range is taken as it
  // stands.
  Pattern::Bytes bracket() {
    const bool complement = at_ < text_.size() && text_[at_] == '^';
    if (complement) ++at_;
    const std::size_t end = bracket_end();
    Pattern::Bytes bytes;
    while (at_ < end) {
      const unsigned char byte = take();
      if (byte == '%' && at_ < end) {
        add_class(bytes, take());
      } else if (at_ + 1 < end && text_[at_] == '-') {
        ++at_;
        for (unsigned each = byte, last = take(); each <= last; ++each) bytes.set(each);
      } else {
        bytes.set(byte);
      }
    }
    ++at_;  // the ]
    return complement ? ~bytes : bytes;
  }

  [[nodiscard]] std::size_t bracket_end() const {
    std::size_t at = at_;
    do {
      if (at >= text_.size()) throw MalformedPattern("malformed pattern (missing ']')");
      if (text_[at++] == '%' && at < text_.size()) ++at;
    } while (at >= text_.size() || text_[at] != ']');
    return at;
  }

  void repeated(Op op) {
    if (at_ < text_.size()) {
      switch (text_[at_]) {
        case '*':
          op.repeat = Op::Repeat::star;
          break;
        case '+':
          op.repeat = Op::Repeat::plus;
          break;
        case '-':
          op.repeat = Op::Repeat::lazy;
          break;
        case '?':
          op.repeat = Op::Repeat::optional;
          break;
        default:
          return push(op);
      }
      ++at_;
    }
    push(op);
  }

  void push(const Op& op) { pattern_.ops_.push_back(op); }
  unsigned char take() { return static_cast<unsigned char>(text_[at_++]); }
  std::uint32_t add_set(const Pattern::Bytes& bytes) {
    pattern_.sets_.push_back(bytes);
    return static_cast<std::uint32_t>(pattern_.sets_.size() - 1);
  }

  Pattern& pattern_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<bool> open_;  // per capture: not closed yet
};

Pattern::Pattern(std::string_view text) { PatternReader(*this, text).read(); }

bool is_plain(std::string_view pattern) {
  return pattern.find_first_of("^$*+?.([%-") == std::string_view::npos;
}

}  // namespace golive
