// What is computed of an export: SHA-256 digests, and whether an Ed25519 signature (RFC 8032) is
// a key's. By OpenSSL; numbers are lowercase hex. Pure.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;
struct evp_md_st;

namespace golive::verify {

using HashText = std::array<char, 64>;
inline std::string_view view(const HashText& text) { return {text.data(), text.size()}; }

// One digest at a time, its context kept for the next: a log has many events.
class Digest {
 public:
  Digest();
  void add(std::string_view bytes);
  HashText hash();    // of all that was added; begins anew
  std::string hex();  // the same as a string

 private:
  struct Release {
    void operator()(evp_md_ctx_st* context) const;
    void operator()(evp_md_st* algorithm) const;
  };
  void begin();

  std::unique_ptr<evp_md_st, Release> algorithm_;
  std::unique_ptr<evp_md_ctx_st, Release> context_;
};

bool is_hex(std::string_view text, std::size_t digits);
// SHA-256 of the public key's 32 bytes; empty if `key` is not 64 hex digits.
std::string fingerprint(std::string_view key);
// False too if key or signature are no such thing.
bool is_signed(std::string_view key, std::string_view message, std::string_view signature);

}  // namespace golive::verify
