// UnixAccounts: the users of this machine, as its name service tells them.
#pragma once

#include "port/accounts.h"

namespace golive {

class UnixAccounts final : public Accounts {
 public:
  bool has(const std::string& name) override;
};

}  // namespace golive
