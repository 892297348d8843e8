#include "rim/unix_accounts.h"

#include <pwd.h>
#include <algorithm>
#include <array>
#include <string_view>

namespace golive {
namespace {

// How somebody goes by whom the socket knows, and the name service does not.
bool is_number(const std::string& name) {
  constexpr std::string_view prefix = "uid-";
  return name.starts_with(prefix) && name.size() > prefix.size() &&
         std::all_of(name.begin() + prefix.size(), name.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool UnixAccounts::has(const std::string& name) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> texts{};
  if (getpwnam_r(name.c_str(), &entry, texts.data(), texts.size(), &found) == 0 && found)
    return true;
  return is_number(name);
}

}  // namespace golive
