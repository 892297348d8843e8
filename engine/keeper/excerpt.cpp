#include "keeper/excerpt.h"

#include <algorithm>

#include "base/utf8.h"

namespace golive {
namespace {

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

// At most `bytes` from the end, never beginning within a character.
std::string_view last_of(std::string_view text, std::size_t bytes) {
  if (text.size() > bytes) text.remove_prefix(text.size() - bytes);
  while (!text.empty() && continues_character(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

void Excerpt::add(std::string_view chunk) {
  const auto to_head = std::min(chunk.size(), half_ - head_.size());
  head_.append(chunk.substr(0, to_head));
  tail_.append(chunk.substr(to_head));
  if (tail_.size() <= 2 * half_) return;
  const auto excess = tail_.size() - half_;
  tail_.erase(0, excess);
  left_out_ += excess;
}

Excerpted Excerpt::taken() const {
  // Within the limit the two parts are one text, and a character may lie across the border.
  if (left_out_ == 0 && tail_.size() <= half_) {
    auto whole = to_utf8(head_ + tail_);
    const auto bytes = whole.size();
    if (bytes > 2 * half_)
      whole.resize(cut_utf8(whole, 2 * half_).size());  // bytes that are no text
    return {std::move(whole), bytes > 2 * half_};
  }
  const auto excess = tail_.size() > half_ ? tail_.size() - half_ : 0;
  const auto head = to_utf8(head_), tail = to_utf8(tail_.substr(excess));
  return {std::string(cut_utf8(head, half_)) + "\n[" + std::to_string(left_out_ + excess) +
              " bytes left out]\n" + std::string(last_of(tail, half_)),
          true};
}

}  // namespace golive
