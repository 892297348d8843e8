// SHA-256 (FIPS 180-4), by OpenSSL. Digests are 64 lowercase hex characters.
#pragma once

#include <string>
#include <string_view>

namespace golive {

std::string sha256(std::string_view bytes);
// HMAC-SHA256 (RFC 2104), as hex.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
// Equal in a time that does not depend on where they differ: for secrets.
bool equal_constant_time(std::string_view a, std::string_view b);
// 32 random bytes from the operating system, as 64 hex characters. Not for the pure rooms.
std::string random_token();

}  // namespace golive
