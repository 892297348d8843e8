// HeadSigner: whoever holds the key that heads of logs are signed by. Calls are short and do not
// fail.
#pragma once

#include <string>
#include <string_view>

namespace golive {

class HeadSigner {
 public:
  virtual ~HeadSigner() = default;
  [[nodiscard]] virtual std::string public_key() const = 0;                    // 64 hex
  [[nodiscard]] virtual std::string sign(std::string_view message) const = 0;  // 128 hex
};

}  // namespace golive
