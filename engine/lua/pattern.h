// Pattern: Lua's string patterns, matched in counted steps. Lua's own matcher backtracks inside C,
// where no instruction hook fires, for minutes if asked to; this one does the same work with an
// explicit stack of choices and stops when its steps are used up. All of Lua 5.4: classes, sets, *
// + - ?, captures, position captures, %b, %f, %1, anchors. A malformed pattern is found at once,
// not only when the match gets there.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace golive {

struct MalformedPattern : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct PatternStepsUsedUp : std::exception {};

class Pattern {
 public:
  static constexpr std::size_t max_captures = 32;
  static constexpr std::size_t max_bytes = 16 << 10;
  using Bytes = std::bitset<256>;

  struct Op {
    // byte, any and set match one byte, and alone can be repeated
    enum class Kind : std::uint8_t {
      byte,
      any,
      set,
      open,
      open_position,
      close,
      balance,
      frontier,
      reference,
      subject_end,
      accept
    };
    enum class Repeat : std::uint8_t { once, optional, star, plus, lazy };
    Kind kind = Kind::accept;
    Repeat repeat = Repeat::once;
    unsigned char first = 0, second = 0;  // byte; balance: its two
    std::uint32_t index = 0;              // of a set or a capture
  };

  // Without the leading ^, which is the caller's affair. Throws MalformedPattern.
  explicit Pattern(std::string_view text);

  [[nodiscard]] const std::vector<Op>& ops() const { return ops_; }
  [[nodiscard]] const Bytes& set(std::uint32_t index) const { return sets_[index]; }
  [[nodiscard]] std::size_t captures() const { return captures_; }

 private:
  friend class PatternReader;
  std::vector<Op> ops_;
  std::vector<Bytes> sets_;
  std::size_t captures_ = 0;
};

// Whether a pattern is just its bytes.
bool is_plain(std::string_view pattern);

class Matcher {
 public:
  struct Capture {
    std::size_t start = 0, end = 0;
    bool position = false;  // `()`: start is all there is
  };

  // `steps` is counted down. Both texts must outlive the matcher.
  Matcher(const Pattern& pattern, std::string_view subject, std::uint64_t& steps)
      : pattern_(pattern), subject_(subject), steps_(steps) {}

  // The end of the match that starts at `start`, if there is one. Throws PatternStepsUsedUp.
  std::optional<std::size_t> match_at(std::size_t start);
  [[nodiscard]] const Capture& capture(std::size_t index) const { return captures_[index]; }

 private:
  // A place to come back to: op `op` at one of the positions from `next` to `last`, in either
  // direction.
  struct Choice {
    std::uint32_t op;
    bool lazy;
    std::size_t next, last;
  };
  using Op = Pattern::Op;

  void spend(std::uint64_t steps);
  [[nodiscard]] bool matches_one(const Op& op, std::size_t position) const;
  bool advance(const Op& op, std::uint32_t index, std::size_t& position);
  bool repeat(const Op& op, std::uint32_t index, std::size_t& position);
  bool match_balance(const Op& op, std::size_t& position);
  bool match_reference(const Op& op, std::size_t& position);
  [[nodiscard]] bool at_frontier(const Op& op, std::size_t position) const;
  bool go_back(std::uint32_t& index, std::size_t& position);

  const Pattern& pattern_;
  std::string_view subject_;
  std::uint64_t& steps_;
  std::array<Capture, Pattern::max_captures> captures_{};
  std::vector<Choice> choices_;  // at most one an op: ops run in a row
};

}  // namespace golive
