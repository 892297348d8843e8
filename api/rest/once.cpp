#include "api/rest/once.h"

#include <algorithm>

#include "base/limits.h"

namespace golive::rest {

Result<std::string> once_key(const HttpRequest& request) {
  constexpr auto name = "Idempotency-Key";
  if (!has_header(request, name)) return std::string();
  auto key = header(request, name);
  const auto odd = [](char c) { return c <= ' ' || c > '~'; };
  // Who sends an empty one believes to be safe.
  if (key.empty() || key.size() > limits::once_key_bytes ||
      std::any_of(key.begin(), key.end(), odd))
    return fail(ErrorKind::invalid, "the key is not of the right form", name,
                "send 1 to 255 visible ASCII characters, such as a UUID; or no key");
  return key;
}

}  // namespace golive::rest
