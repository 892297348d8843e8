#include "rim/environment.h"

#include <cstdlib>

namespace golive {

std::map<std::string, std::string> process_environment(
    const std::map<std::string, std::string>& added) {
  auto variables = added;
  for (const char* name : {"PATH", "HOME", "USER", "LANG", "TZ", "TMPDIR"})
    if (const char* value = std::getenv(name)) variables.try_emplace(name, value);
  return variables;
}

std::string hosts_without_proxy() {
  std::string hosts = "localhost,127.0.0.1,::1";
  for (const char* name : {"no_proxy", "NO_PROXY"})
    if (const char* further = std::getenv(name)) hosts += std::string(",") + further;
  return hosts;
}

}  // namespace golive
