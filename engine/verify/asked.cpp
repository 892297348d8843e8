#include "verify/asked.h"

#include <cstdio>
#include <memory>

#include "verify/digest.h"
#include "verify/part_stream.h"

namespace golive::verify {
namespace {

constexpr std::size_t hash_digits = 64;

struct CloseKeyFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

bool is_hex_digit(char c) { return is_hex({&c, 1}, 1); }

// The first word of exactly 64 hex digits.
std::string_view first_hash(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_hex_digit(text[end])) ++end;
    if (end - at == hash_digits) return text.substr(at, hash_digits);
    at = end + 1;
  }
  return {};
}

}  // namespace

std::string pinned_fingerprint(const std::string& fingerprint_or_file) {
  if (is_hex(fingerprint_or_file, hash_digits)) return fingerprint_or_file;
  const std::unique_ptr<std::FILE, CloseKeyFile> file(
      std::fopen(fingerprint_or_file.c_str(), "rb"));
  char text[4096];
  if (!file) return {};
  const auto size = std::fread(text, 1, sizeof text, file.get());
  return fingerprint(first_hash({text, size}));
}

std::optional<KeptHead> read_kept_head(std::string_view text) {
  for (auto colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    auto begin = colon;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
    const auto seq = read_number(text.substr(begin, colon - begin));
    const auto rest = text.substr(colon + 1);
    const auto hash = rest.substr(0, hash_digits);
    const bool ends = rest.size() <= hash_digits || !is_hex_digit(rest[hash_digits]);
    if (seq && *seq > 0 && is_hex(hash, hash_digits) && ends)
      return KeptHead{*seq, std::string(hash)};
  }
  return std::nullopt;
}

}  // namespace golive::verify
