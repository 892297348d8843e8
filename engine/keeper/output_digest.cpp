// The functions that replace them bring their providers and configuration files with them.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "keeper/output_digest.h"

#include <array>

namespace golive {

OutputDigest::OutputDigest() { SHA256_Init(&state_); }

void OutputDigest::add(std::string_view bytes) {
  SHA256_Update(&state_, bytes.data(), bytes.size());
}

std::string OutputDigest::hex() {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> bytes{};
  SHA256_Final(bytes.data(), &state_);
  std::string text;
  for (const auto byte : bytes) (text += digits[byte >> 4U]) += digits[byte & 15U];
  return text;
}

}  // namespace golive
