#include "base/redact.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "base/secret_forms.h"

namespace golive {

namespace {

constexpr std::size_t window = limits::secret_min_bytes;  // no needle is shorter
constexpr std::size_t block = 3;                          // bytes hashed
constexpr std::size_t slots = 1 << 16;
constexpr std::size_t slice = 64 << 10;  // of a long text
// Of line breaks in a row: more do not stand inside a secret. Bounds what a stream holds back.
constexpr std::size_t longest_break = 8;

bool is_break(char c) { return c == '\n' || c == '\r'; }

std::size_t slot_of(const char* bytes) {
  const auto byte = [&](std::size_t i) {
    return std::size_t{static_cast<unsigned char>(bytes[i])};
  };
  return (byte(0) << 8 ^ byte(1) << 4 ^ byte(2) ^ byte(2) << 11) % slots;
}

// A text without its line breaks, and where they stood.
struct Unwrapped {
  struct Break {
    std::size_t at;       // they stood before this character
    std::size_t removed;  // bytes removed up to here, this break included
  };
  std::string text;
  std::vector<Break> breaks;

  // Where a character stands in the text as it was.
  [[nodiscard]] std::size_t place_of(std::size_t index) const {
    const auto after = std::upper_bound(breaks.begin(), breaks.end(), index,
                                        [](std::size_t i, const Break& b) { return i < b.at; });
    return after == breaks.begin() ? index : index + std::prev(after)->removed;
  }
};

// Where the next line ends, by a look for one character at a time: many times faster than a look at
// each. No part of the text is looked at twice.
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text) {}
  std::size_t next(std::size_t from) {
    if (feed_ == none || feed_ < from) feed_ = place_of('\n', from);
    if (return_ == none || return_ < from) return_ = place_of('\r', from);
    return std::min(feed_, return_);
  }

 private:
  static constexpr auto none = std::string_view::npos;
  [[nodiscard]] std::size_t place_of(char c, std::size_t from) const {
    return std::min(text_.find(c, from), text_.size());
  }
  std::string_view text_;
  std::size_t feed_ = none, return_ = none;
};

Unwrapped unwrap(std::string_view text) {
  Unwrapped result;
  result.text.reserve(text.size());
  std::size_t removed = 0;
  LineEnds ends(text);
  for (std::size_t i = 0; i < text.size();) {
    const auto line_end = ends.next(i);
    result.text.append(text, i, line_end - i);
    i = line_end;
    while (i < text.size() && is_break(text[i])) ++i;
    if (i - line_end > longest_break) {
      result.text.append(text, line_end, i - line_end);
    } else if (i > line_end) {
      removed += i - line_end;
      result.breaks.push_back({result.text.size(), removed});
    }
  }
  return result;
}

}  // namespace

Result<void> Redactor::add(std::string_view value) {
  while (!value.empty() && is_break(value.back())) value.remove_suffix(1);
  const auto breaks = std::count_if(value.begin(), value.end(), is_break);
  if (value.size() - static_cast<std::size_t>(breaks) < window)
    return fail(ErrorKind::invalid,
                fmt::format("a secret of fewer than {} bytes cannot be redacted safely", window),
                {}, "give it a longer value");
  // Such a run is kept in what is searched, so the needle, which has none, would never be found.
  if (const auto plain = unwrap(value).text; std::any_of(plain.begin(), plain.end(), is_break))
    return fail(ErrorKind::invalid,
                "the secret holds more line breaks in a row than can be found again", {},
                fmt::format("leave at most {} in a row", longest_break));
  for (auto& form : secret_forms(value)) {
    std::erase_if(form, is_break);
    add_needle(std::move(form));
  }
  return {};
}

void Redactor::add_needle(std::string needle) {
  const auto place = std::lower_bound(
      sorted_.begin(), sorted_.end(), needle,
      [this](std::size_t i, const std::string& text) { return needles_[i] < text; });
  if (place != sorted_.end() && needles_[*place] == needle) return;
  sorted_.insert(place, needles_.size());
  if (needles_.empty()) {
    skip_.assign(slots, window - block + 1);
    first_.assign(slots, -1);
  }
  for (std::size_t i = 0; i + block <= window; ++i) {
    auto& skip = skip_[slot_of(needle.data() + i)];
    skip = std::min(skip, static_cast<std::uint8_t>(window - block - i));
  }
  auto& first = first_[slot_of(needle.data() + window - block)];
  next_.push_back(first);
  first = static_cast<std::int32_t>(needles_.size());
  longest_ = std::max(longest_, needle.size());
  needles_.push_back(std::move(needle));
}

std::size_t Redactor::longest_at(std::string_view text, std::size_t slot) const {
  std::size_t found = 0;
  for (auto i = first_[slot]; i >= 0; i = next_[static_cast<std::size_t>(i)]) {
    const auto& needle = needles_[static_cast<std::size_t>(i)];
    if (needle.size() > found && text.starts_with(needle)) found = needle.size();
  }
  return found;
}

// A character is decided once no needle that starts there could still be coming in.
std::size_t Redactor::first_undecided(std::string_view plain) const {
  for (auto i = plain.size() - std::min(plain.size(), longest_ - 1); i < plain.size(); ++i) {
    const auto tail = plain.substr(i);
    const auto place = std::lower_bound(
        sorted_.begin(), sorted_.end(), tail,
        [this](std::size_t needle, std::string_view text) { return needles_[needle] < text; });
    if (place != sorted_.end() && needles_[*place].starts_with(tail)) return i;
  }
  return plain.size();
}

std::size_t Redactor::redact_into(std::string& out, std::string_view text, std::size_t& masked,
                                  bool last) const {
  const auto unwrapped = unwrap(text);
  const std::string_view plain = unwrapped.text;
  const auto decided = last ? plain.size() : first_undecided(plain);
  auto masked_to = masked;    // in characters of `plain`
  std::size_t copied_to = 0;  // in bytes of `text`
  if (masked_to > 0) copied_to = unwrapped.place_of(std::min(masked_to, plain.size()) - 1) + 1;
  for (std::size_t i = 0; i < decided && i + window <= plain.size();) {
    const auto slot = slot_of(plain.data() + i + window - block);
    if (skip_[slot] > 0) {
      i += skip_[slot];
      continue;
    }
    if (const auto length = longest_at(plain.substr(i), slot); length > 0) {
      if (i >= masked_to) {
        out.append(text, copied_to, unwrapped.place_of(i) - copied_to);
        out += redaction_mask;
      }
      masked_to = std::max(masked_to, i + length);
      copied_to = unwrapped.place_of(masked_to - 1) + 1;
    }
    ++i;
  }
  const auto done = decided == plain.size() ? text.size() : unwrapped.place_of(decided);
  if (copied_to < done) out.append(text, copied_to, done - copied_to);
  masked = masked_to - std::min(masked_to, decided);
  return done;
}

std::string Redactor::redact(std::string_view text) const {
  if (empty()) return std::string(text);
  std::string out;
  out.reserve(text.size());
  RedactedStream stream(*this);  // a slice at a time stays in the processor's cache
  for (; text.size() > slice; text.remove_prefix(slice)) out += stream.feed(text.substr(0, slice));
  out += stream.feed(text);
  out += stream.finish();
  return out;
}

std::string RedactedStream::feed(std::string_view chunk) {
  if (redactor_.empty()) return std::string(chunk);
  std::string out;
  held_ += chunk;
  held_.erase(0, redactor_.redact_into(out, held_, masked_, false));
  return out;
}

std::string RedactedStream::finish() {
  std::string out;
  if (!redactor_.empty()) redactor_.redact_into(out, held_, masked_, true);
  held_.clear();
  masked_ = 0;
  return out;
}

}  // namespace golive
