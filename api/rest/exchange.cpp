#include "api/rest/exchange.h"

#include <strings.h>

namespace golive::rest {

std::string header(const HttpRequest& request, const std::string& name) {
  for (const auto& [known, value] : request.headers)
    if (strcasecmp(known.c_str(), name.c_str()) == 0) return value;
  return {};
}

}  // namespace golive::rest
