#include "verify/part_stream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "verify/digest.h"

namespace golive::verify {

void PartStream::fill(std::size_t count) {
  if (held() >= count) return;
  if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, held());
  end_ = held();
  begin_ = 0;
  while (held() < count) {
    // In steps: a size that the file only claims costs no memory.
    if (buffer_.size() - end_ < chunk_bytes) buffer_.resize(end_ + chunk_bytes);
    const auto got = read_(buffer_.data() + end_, buffer_.size() - end_);
    if (got == 0) return;
    end_ += got;
  }
}

std::optional<std::string_view> PartStream::line() {
  fill(line_bytes);
  const std::string_view seen(buffer_.data() + begin_, std::min(held(), line_bytes));
  const auto end = seen.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  begin_ += end + 1;
  return seen.substr(0, end);
}

std::string_view PartStream::take(std::size_t count) {
  fill(count);
  const std::string_view taken(buffer_.data() + begin_, std::min(held(), count));
  begin_ += taken.size();
  return taken;
}

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return number;
}

std::optional<PartLine> read_part_line(std::string_view line) {
  const auto first = line.find(' ');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = line.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const PartLine part{line.substr(0, first), line.substr(first + 1, second - first - 1), 0};
  const auto size = read_number(line.substr(second + 1));
  if (!size || !is_hex(part.hash, 64)) return std::nullopt;
  return PartLine{part.kind, part.hash, *size};
}

std::optional<EventLinks> read_event_links(std::string_view canonical) {
  std::array<std::string_view, 7> texts;
  for (auto& text : texts) {
    const auto colon = canonical.substr(0, 20).find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto size = read_number(canonical.substr(0, colon));
    canonical.remove_prefix(colon + 1);
    if (!size || *size >= canonical.size() || canonical[*size] != ',') return std::nullopt;
    text = canonical.substr(0, *size);
    canonical.remove_prefix(*size + 1);
  }
  const auto seq = read_number(texts[1]);
  if (!seq || !canonical.empty()) return std::nullopt;
  return EventLinks{texts[0], *seq, texts[2], texts[3], texts[6]};
}

}  // namespace golive::verify
