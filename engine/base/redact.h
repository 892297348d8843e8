// Redaction: replaces the values of secrets by a mask of fixed length, in the encodings they commonly travel
// in (raw, base64 at each alignment, URL, JSON, shell, hex), across the borders of chunks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

inline constexpr std::string_view redaction_mask = "[redacted]";

class Redactor {
 public:
  Redactor() = default;
  // Adds a secret's value. Refused under limits::secret_min_bytes.
  Result<void> add(std::string_view value);
  // A whole text.
  [[nodiscard]] std::string redact(std::string_view text) const;
  // The longest needle: a stream must hold back this many bytes minus one.
  [[nodiscard]] std::size_t longest() const { return longest_; }
  [[nodiscard]] bool empty() const { return needles_.empty(); }

 private:
  friend class RedactedStream;
  std::vector<std::string> needles_;  // longest first
  std::size_t longest_ = 0;
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
};

}  // namespace golive
