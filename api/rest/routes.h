// The table of everything the door answers, and who may ask it. What is not in it does not exist.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/rest/exchange.h"
#include "base/error.h"

namespace golive::rest {

class EngineLink;
class RunFolds;
struct Door;

// A request that has passed the gate.
struct Call {
  const HttpRequest& request;
  std::map<std::string, std::string> parameters;  // of the path, by name
  std::string token;
  EngineLink& engine;
  RunFolds& folds;
  Door& door;
  std::string actor;  // the token's
};

using Endpoint = Result<HttpResponse> (*)(const Call&);

enum class Access { anyone, bearer };

struct Route {
  std::string_view method;
  std::string_view pattern;  // "/api/v1/runs/:run"
  Access access;
  Endpoint endpoint;
};

std::span<const Route> routes();

// The parameters of a path that fits the pattern.
std::optional<std::map<std::string, std::string>> match_path(std::string_view pattern,
                                                             const std::vector<std::string>& path);

struct Found {
  const Route* route;
  std::map<std::string, std::string> parameters;
};
struct NoSuchPath {};
struct NoSuchMethod {
  std::string allow;  // "GET, POST"
};
std::variant<Found, NoSuchPath, NoSuchMethod> find_route(const HttpRequest& request);

}  // namespace golive::rest
