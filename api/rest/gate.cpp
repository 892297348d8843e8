#include "api/rest/gate.h"

#include <fmt/core.h>
#include <strings.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/rest/cookie.h"
#include "api/rest/endpoints.h"
#include "api/rest/problem.h"
#include "api/rest/routes.h"
#include "api/rest/target.h"
#include "base/limits.h"
#include "rim/lower_case.h"

namespace golive::rest {
namespace {

tl::unexpected<Error> bad_header(const std::string& name) {
  return fail(ErrorKind::invalid, "a header is not of the right form", name.substr(0, 40),
              "send each header once, without space before the colon");
}

// The parser keeps odd names and repeated lengths as they came: two readers must not see two
// requests.
Result<void> check_headers(const HttpRequest& request) {
  int framings = 0;
  for (const auto& [name, value] : request.headers) {
    const auto odd = [](char c) { return c <= ' ' || c >= 0x7f; };
    if (name.empty() || std::any_of(name.begin(), name.end(), odd)) return bad_header(name);
    const bool is_length = strcasecmp(name.c_str(), "content-length") == 0;
    const bool is_encoding = strcasecmp(name.c_str(), "transfer-encoding") == 0;
    if (is_length && value.find_first_not_of("0123456789") != std::string::npos)
      return bad_header(name);
    framings += is_length || is_encoding ? 1 : 0;
  }
  if (framings > 1) return bad_header("Content-Length");
  return {};
}

Result<std::string> bearer_token(const HttpRequest& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto value = header(request, "Authorization");
  // A browser's, to look: what acts needs more than a cookie, which comes along by itself.
  if (value.empty() && request.method == "GET")
    if (auto token = cookie_token(request); !token.empty()) return token;
  if (strncasecmp(value.c_str(), scheme.data(), scheme.size()) != 0)
    return fail(ErrorKind::unauthenticated, "the request carries no token", "Authorization",
                "send \"Authorization: Bearer <token>\"; `golive user add` gives out tokens");
  return value.substr(scheme.size());
}

struct Asker {
  std::string token, actor;
};

HttpResponse too_soon(const HttpRequest& request, const char* what, Duration wait) {
  auto response = problem(429, {ErrorKind::unavailable, what, {}, {}}, request.path);
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  response.headers.emplace_back("Retry-After", std::to_string(seconds));
  return response;
}

// A link shows one run: its path, and what lies below.
Result<void> check_reach(const HttpRequest& request, const nlohmann::json& known) {
  const auto run = known.value("reads", std::string());
  const auto path = segments_of(request.path);
  const bool reaches = path && path->size() > 3 && (*path)[3] == run && request.method == "GET";
  if (run.empty() || reaches) return {};
  return fail(ErrorKind::forbidden, "a link only shows the run " + run);
}

tl::expected<Asker, HttpResponse> asker_of(const HttpRequest& request, EngineLink& engine,
                                           Door& door) {
  const auto refused = [&](const Error& error) {
    return tl::unexpected<HttpResponse>(problem(error, request.path));
  };
  const auto token = bearer_token(request);
  if (!token) return refused(token.error());
  if (token->empty()) return refused({ErrorKind::unauthenticated, "the token is empty", {}, {}});
  if (const auto wait = door.patience.wait_for(request.client, *token, steady_now()))
    return tl::unexpected<HttpResponse>(
        too_soon(request, "too many wrong tokens came from this address", *wait));
  const auto known = engine.ask({{"op", "authenticate"}, {"token", *token}});
  if (!known) {
    if (known.error().kind == ErrorKind::unauthenticated)
      door.patience.wrong(request.client, steady_now());
    return refused(known.error());
  }
  door.patience.right(*token);
  if (const auto reach = check_reach(request, *known); !reach) return refused(reach.error());
  Asker asker{*token, known->at("name")};
  const auto wait = door.pace.wait_for(asker.actor, steady_now());
  if (!wait) return asker;
  auto response =
      too_soon(request, "so much was asked by this actor that others would wait", *wait);
  response.actor = asker.actor;
  return tl::unexpected<HttpResponse>(std::move(response));
}

HttpResponse no_such_path(const HttpRequest& request) {
  return problem(404,
                 {ErrorKind::not_found,
                  "there is nothing at this path",
                  {},
                  "see openapi.yaml for what there is"},
                 request.path);
}

HttpResponse no_such_method(const HttpRequest& request, const std::string& allow) {
  auto response = problem(
      405, {ErrorKind::invalid, request.method + " makes no sense here", {}, "use " + allow},
      request.path);
  response.headers.emplace_back("Allow", allow);
  return response;
}

HttpResponse wrong_type(const HttpRequest& request) {
  return problem(415,
                 {ErrorKind::invalid, "the body is not announced as JSON in UTF-8", "Content-Type",
                  "send Content-Type: application/json, and the body as it is"},
                 request.path);
}

// "application/json", and its parameters, each without blanks around it, in small letters.
std::vector<std::string> parts_of(const std::string& type) {
  std::vector<std::string> parts;
  std::string_view rest = type;
  for (bool more = true; more;) {
    const auto end = rest.find(';');
    auto part = rest.substr(0, end);
    more = end != std::string_view::npos;
    if (more) rest.remove_prefix(end + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    parts.push_back(lower_case(part));
  }
  return parts;
}

// In UTF-8, as it is: bytes of another charset or coding would be read as something else.
bool is_json(const HttpRequest& request) {
  const auto coding = lower_case(header(request, "Content-Encoding"));
  if (!coding.empty() && coding != "identity") return false;
  const auto parts = parts_of(header(request, "Content-Type"));
  return parts.front() == "application/json" &&
         std::none_of(parts.begin() + 1, parts.end(), [](const std::string& part) {
           return part.starts_with("charset=") && part != "charset=utf-8" &&
                  part != "charset=\"utf-8\"";
         });
}

HttpResponse call_endpoint(const HttpRequest& request, const Found& found, const Asker& asker,
                           EngineLink& engine, Door& door) {
  if (request.method == "POST" && !is_json(request)) return wrong_type(request);
  auto response = found.route->endpoint(
      {request, found.parameters, asker.token, engine, door.folds, door, asker.actor});
  if (!response) return problem(response.error(), request.path);
  if (response->body.size() > limits::response_bytes)
    return problem({ErrorKind::too_large,
                    "the answer is larger than the door may send",
                    {},
                    "ask for less, or use the golive command on the engine's machine"},
                   request.path);
  return std::move(*response);
}

// For whoever runs the engine; a client is not told what broke.
void tell(const HttpRequest& request, const char* accident) {
  fmt::print(stderr, "golive-door: {} {}: {}\n", request.method, request.path, accident);
}

HttpResponse answer_known(const HttpRequest& request,
                          const std::variant<Found, NoSuchPath, NoSuchMethod>& found,
                          const Asker& asker, EngineLink& engine, Door& door) {
  if (const auto* method = std::get_if<NoSuchMethod>(&found))
    return no_such_method(request, method->allow);
  const auto* route = std::get_if<Found>(&found);
  return route ? call_endpoint(request, *route, asker, engine, door) : no_such_path(request);
}

HttpResponse answer_or_throw(const HttpRequest& request, EngineLink& engine, Door& door) {
  const auto found = find_route(request);
  const auto* route = std::get_if<Found>(&found);
  Asker asker;
  // Strangers are not even told what exists.
  if (!route || route->route->access != Access::anyone) {
    auto known = asker_of(request, engine, door);
    if (!known) return std::move(known.error());
    asker = std::move(*known);
  }
  auto response = answer_known(request, found, asker, engine, door);
  response.actor = asker.actor;
  return response;
}

}  // namespace

std::optional<HttpResponse> answer_at_once(const HttpRequest& request) {
  if (!is_canonical(request.path))
    return problem({ErrorKind::invalid,
                    "the target is not a canonical path",
                    {},
                    "send one '/' between parts, no dot segments, at most 1024 bytes"},
                   "");
  if (const auto headers = check_headers(request); !headers)
    return problem(headers.error(), request.path);
  // A form that is too large is told so by the board, in a page.
  if (request.body.size() > limits::command_bytes && !request.path.starts_with("/board/"))
    return problem({ErrorKind::too_large,
                    "the body is too large",
                    {},
                    "send at most " + std::to_string(limits::command_bytes) + " bytes"},
                   request.path);
  // The watcher's question is never queued behind others.
  if (request.method == "GET" && request.path == "/health/live") return live();
  return std::nullopt;
}

HttpResponse answer(const HttpRequest& request, EngineLink& engine, Door& door) {
  try {
    return answer_or_throw(request, engine, door);
  } catch (const std::exception& accident) {
    tell(request, accident.what());
  } catch (...) {
    tell(request, "something unknown was thrown");
  }
  return problem(500,
                 {ErrorKind::unavailable,
                  "the door stumbled over this request",
                  {},
                  "see what `golive serve` has printed"},
                 request.path);
}

}  // namespace golive::rest
