#include "verify/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace golive::verify {
namespace {

void write_hex(const unsigned char* bytes, std::size_t count, char* to) {
  static constexpr std::string_view digits = "0123456789abcdef";
  for (std::size_t i = 0; i < count; ++i) {
    to[2 * i] = digits[bytes[i] >> 4];
    to[2 * i + 1] = digits[bytes[i] & 15];
  }
}

int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2)
    bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
  return bytes;
}

const unsigned char* raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

struct ReleaseKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

struct ReleaseContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

void Digest::Release::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }
void Digest::Release::operator()(evp_md_st* algorithm) const { EVP_MD_free(algorithm); }

Digest::Digest()
    : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
  // Without memory or the library there is nothing to be said of a file.
  if (!algorithm_ || !context_) std::abort();
  begin();
}

void Digest::begin() {
  if (EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) != 1) std::abort();
}

void Digest::add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) std::abort();
}

HashText Digest::hash() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HashText text;
  if (EVP_DigestFinal_ex(context_.get(), digest.data(), &size) != 1) std::abort();
  write_hex(digest.data(), text.size() / 2, text.data());
  begin();
  return text;
}

std::string Digest::hex() {
  const auto text = hash();
  return {text.data(), text.size()};
}

// Once for each event: without a branch a digit.
bool is_hex(std::string_view text, std::size_t digits) {
  static constexpr auto foreign = [] {
    std::array<bool, 256> table{};
    table.fill(true);
    for (const char c : std::string_view("0123456789abcdef"))
      table[static_cast<unsigned char>(c)] = false;
    return table;
  }();
  bool any = text.size() != digits;
  for (const char c : text) any |= foreign[static_cast<unsigned char>(c)];
  return !any;
}

std::string fingerprint(std::string_view key) {
  if (!is_hex(key, 64)) return {};
  Digest digest;
  digest.add(from_hex(key));
  return digest.hex();
}

bool is_signed(std::string_view key, std::string_view message, std::string_view signature) {
  if (!is_hex(key, 64) || !is_hex(signature, 128)) return false;
  const auto key_bytes = from_hex(key), signature_bytes = from_hex(signature);
  const std::unique_ptr<EVP_PKEY, ReleaseKey> owned(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(key_bytes), key_bytes.size()));
  const std::unique_ptr<EVP_MD_CTX, ReleaseContext> context(EVP_MD_CTX_new());
  return owned && context &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, owned.get()) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature_bytes), signature_bytes.size(), raw(message),
                          message.size()) == 1;
}

}  // namespace golive::verify
