// What a person holds an export against: a key, and heads of the log that were kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace golive::verify {

// "12:<64 hex>", as notices and reports print it.
struct KeptHead {
  std::uint64_t seq = 0;
  std::string hash;
};

struct Asked {
  std::string pinned;  // the fingerprint that the key must have; empty: whatever key is there
  std::vector<KeptHead> kept = {};
};

// The fingerprint itself, or that of the public key in a file: its first word of 64 hex digits, so
// that what `golive audit key` has printed will do. Empty if it is neither.
std::string pinned_fingerprint(const std::string& fingerprint_or_file);
// Also from within a line of text; none if there is no head in it.
std::optional<KeptHead> read_kept_head(std::string_view text);

}  // namespace golive::verify
