// PartStream: an export read from its beginning to its end, piece by piece, in the memory of its
// largest event. What it hands out is good until it is asked again.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace golive::verify {

inline constexpr std::size_t chunk_bytes = std::size_t{256} << 10;
// The longest line: a part's kind, hash and size, or the signature.
inline constexpr std::size_t line_bytes = 256;
// An event's canonical bytes. A plan with 100,000 items has less; more would only fill the memory.
inline constexpr std::size_t event_bytes = std::size_t{256} << 20;

// Puts at most so many bytes there; answers with how many, 0 at the end.
using ReadBytes = std::function<std::size_t(char* to, std::size_t most)>;

class PartStream {
 public:
  explicit PartStream(ReadBytes read) : read_(std::move(read)) {}
  // Up to the line's end, without it; none if there is no end within line_bytes.
  std::optional<std::string_view> line();
  // So many bytes, or fewer at the end.
  std::string_view take(std::size_t count);

 private:
  [[nodiscard]] std::size_t held() const { return end_ - begin_; }
  void fill(std::size_t count);

  ReadBytes read_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
};

// "event <hash> <size>"
struct PartLine {
  std::string_view kind, hash;
  std::uint64_t size = 0;
};
std::optional<PartLine> read_part_line(std::string_view line);

// What a judge looks at of an event, in its canonical bytes.
struct EventLinks {
  std::string_view previous;
  std::uint64_t seq = 0;
  std::string_view at = {}, kind = {}, body = {};
};
// None if they are not the seven texts of an event.
std::optional<EventLinks> read_event_links(std::string_view canonical);

// A number as golive writes it: no sign, no leading zero.
std::optional<std::uint64_t> read_number(std::string_view text);

}  // namespace golive::verify
