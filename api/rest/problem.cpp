#include "api/rest/problem.h"

#include <cassert>
#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace golive::rest {
namespace {

const char* title_of(int status) {
  switch (status) {
    case 400:
      return "The request is not valid";
    case 401:
      return "Who asks is not known";
    case 403:
      return "Who asks may not do this";
    case 404:
      return "There is no such thing";
    case 405:
      return "This method makes no sense here";
    case 409:
      return "It makes no sense in the present state";
    case 413:
      return "It is too large";
    case 415:
      return "The body is of the wrong type";
    case 422:
      return "The runbook cannot be loaded";
    case 503:
      return "Another part does not answer";
    default:
      return "Something went wrong inside golive";
  }
}

}  // namespace

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::unloadable:
      return 422;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::storage:
    case ErrorKind::unavailable:
      return 503;
  }
  assert(false && "an error kind without a status");
  return 500;
}

HttpResponse problem(int status, const Error& error, const std::string& instance) {
  nlohmann::json document{{"type", "about:blank"},
                          {"title", title_of(status)},
                          {"status", status},
                          {"detail", to_utf8(error.what)},
                          {"instance", to_utf8(instance)},
                          {"way_out", to_utf8(error.way_out)}};
  if (!error.place.empty()) document["place"] = to_utf8(error.place);
  HttpResponse response{status, document.dump() + "\n", "application/problem+json"};
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

HttpResponse problem(const Error& error, const std::string& instance) {
  return problem(status_of(error.kind), error, instance);
}

}  // namespace golive::rest
