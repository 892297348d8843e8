// Redaction: replaces the values of secrets by a mask of fixed length, in the forms they commonly
// travel in (base/secret_forms.h), across the borders of chunks and across line breaks (wrapped
// base64, a key of several lines). Overlapping secrets become one mask. The same text gives the
// same output however it is cut up. Not thread-safe while secrets are added. Of a value inside a
// longer base64 text, the characters that it shares with its neighbours stay: at most 4 bits at
// each end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

inline constexpr std::string_view redaction_mask = "[redacted]";

class Redactor {
 public:
  Redactor() = default;
  // Adds a secret's value; line breaks at its end do not count. Refused under
  // limits::secret_min_bytes.
  Result<void> add(std::string_view value);
  // A whole text.
  [[nodiscard]] std::string redact(std::string_view text) const;
  // The longest form, in bytes without line breaks: a stream holds back less than that.
  [[nodiscard]] std::size_t longest() const { return longest_; }
  [[nodiscard]] bool empty() const { return needles_.empty(); }

 private:
  friend class RedactedStream;
  // Appends what is decided of `text` to `out`; returns how many of its bytes that covers. `masked`
  // counts the characters at the start of `text` that an earlier mask stands for.
  std::size_t redact_into(std::string& out, std::string_view text, std::size_t& masked,
                          bool last) const;
  [[nodiscard]] std::size_t longest_at(std::string_view text, std::size_t slot) const;
  [[nodiscard]] std::size_t first_undecided(std::string_view plain) const;
  void add_needle(std::string needle);

  std::vector<std::string> needles_;  // without line breaks, each at least limits::secret_min_bytes
  std::size_t longest_ = 0;
  // A Wu-Manber search: by a hash of three bytes, how far the search may skip, and the needles to
  // compare.
  std::vector<std::uint8_t> skip_;
  std::vector<std::int32_t> first_;  // by hash: index of a needle, or -1
  std::vector<std::int32_t> next_;   // by needle: the next one with the same hash, or -1
  std::vector<std::size_t> sorted_;  // indices of needles, in the order of their texts
};

// A stream of chunks: holds back what may be the start of a secret. The Redactor must outlive it.
class RedactedStream {
 public:
  explicit RedactedStream(const Redactor& redactor) : redactor_(redactor) {}
  std::string feed(std::string_view chunk);
  std::string finish();

 private:
  const Redactor& redactor_;
  std::string held_;
  std::size_t masked_ = 0;
};

}  // namespace golive
