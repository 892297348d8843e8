#include "core/head.h"

#include "base/sha256.h"

namespace golive {
namespace {

void append_sized(std::string& bytes, const std::string& text) {
  bytes += std::to_string(text.size()) + ":" + text + ",";
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::optional<Instant> next_day_end(const Run& run) {
  if (!run.started || is_final(run)) return std::nullopt;
  return run.day_end - run.offset;
}

std::optional<HeadOccasion> head_due(const Run& run, Instant now) {
  if (run.owed_head) return run.owed_head;
  const auto end = next_day_end(run);
  return end && *end <= now ? std::optional(HeadOccasion::day) : std::nullopt;
}

std::string head_message(const std::string& run, std::uint64_t seq, const std::string& hash,
                         Instant at) {
  std::string bytes;
  for (const auto& text : {std::string("golive head"), run, std::to_string(seq), hash, to_text(at)})
    append_sized(bytes, text);
  return bytes;
}

std::string succession_message(const std::string& key) {
  std::string bytes;
  append_sized(bytes, "golive key");
  append_sized(bytes, key);
  return bytes;
}

std::string key_fingerprint(const std::string& key) {
  std::string bytes;
  if (key.size() != 64) return {};
  for (std::size_t i = 0; i < key.size(); i += 2) {
    const int high = hex_digit(key[i]), low = hex_digit(key[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return sha256(bytes);
}

std::string head_text(std::uint64_t seq, const std::string& hash) {
  return std::to_string(seq) + ":" + hash;
}

}  // namespace golive
