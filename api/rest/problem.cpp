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
    case 412:
      return "It is not what you have seen";
    case 413:
      return "It is too large";
    case 415:
      return "The body is of the wrong type";
    case 422:
      return "It cannot be done as it is asked";
    case 429:
      return "Too much was asked in too short a time";
    case 503:
      return "Another part does not answer";
    default:
      return "Something went wrong inside golive";
  }
}

// Where the error itself names none.
std::string way_out_of(int status, const Error& error) {
  if (!error.way_out.empty()) return to_utf8(error.way_out);
  switch (status) {
    case 400:
      return error.place.empty()
                 ? "send what the API's description (openapi.yaml) says"
                 : "send " + to_utf8(error.place) + " as the API's description (openapi.yaml) says";
    case 401:
      return "send a token: Authorization: Bearer TOKEN";
    case 403:
      return "ask somebody whose role it is";
    case 404:
      return "look at what there is: GET /api/v1/runs";
    case 405:
      return "use a method that the API's description (openapi.yaml) has";
    case 409:
      return "look how the run stands: GET /api/v1/runs/RUN";
    case 413:
      return "send less";
    case 415:
      return "send application/json";
    case 422:
      return "see what is wrong with it: golive check RUNBOOK";
    case 429:
      return "wait as long as Retry-After says, then go on";
    case 503:
      return "try again in a moment; if that does not help, look at the engine's log";
    default:
      return "report it, with the engine's log";
  }
}

}  // namespace

int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::unloadable:
    case ErrorKind::reused:
      return 422;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::stale:
      return 412;
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
                          {"way_out", way_out_of(status, error)}};
  if (!error.place.empty()) document["place"] = to_utf8(error.place);
  HttpResponse response{status, document.dump() + "\n", "application/problem+json"};
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

HttpResponse problem(const Error& error, const std::string& instance) {
  return problem(status_of(error.kind), error, instance);
}

}  // namespace golive::rest
