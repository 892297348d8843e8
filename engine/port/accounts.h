// Accounts: whom the machine itself knows. Whoever has an account reaches the engine by its socket,
// without a token, and goes by that name.
#pragma once

#include <string>

namespace golive {

class Accounts {
 public:
  virtual ~Accounts() = default;
  virtual bool has(const std::string& name) = 0;
};

}  // namespace golive
