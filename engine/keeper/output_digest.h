// OutputDigest: SHA-256 of bytes as they come, by the few functions of OpenSSL that make a static
// program no larger.
#pragma once

#include <openssl/sha.h>

#include <string>
#include <string_view>

namespace golive {

class OutputDigest {
 public:
  OutputDigest();
  void add(std::string_view bytes);
  // 64 lowercase hex digits, of all that was added. Once.
  std::string hex();

 private:
  SHA256_CTX state_{};
};

}  // namespace golive
