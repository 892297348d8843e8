// One HTTP request and its response as values: what the endpoints see. Nothing here knows the HTTP
// library.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace golive::rest {

struct EventReader;

struct HttpRequest {
  std::string method = "GET";
  std::string path;                          // canonical, still percent-encoded
  std::map<std::string, std::string> query;  // still percent-encoded
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::string client = {};  // address: source_of()
  bool https = false;       // is_https()
  std::string id = {};      // by which it is found again in the access log
};

struct HttpResponse {
  int status = 200;
  std::string body = {};
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string actor = {};                    // who was answered; empty for a stranger
  std::shared_ptr<EventReader> stream = {};  // in place of the body: events, until the reader goes
};

// The header's value, by its name in any case; empty if it is not there.
std::string header(const HttpRequest& request, const std::string& name);
bool has_header(const HttpRequest& request, const std::string& name);

// Where a request comes from: the peer, or whom a front on this machine says it speaks for
// (X-Real-IP); nobody else is believed that.
std::string source_of(const HttpRequest& request, const std::string& peer);
// Whether it came by TLS, as such a front says (X-Forwarded-Proto).
bool is_https(const HttpRequest& request, const std::string& peer);
// X-Request-Id, if it is 1 to 64 letters, digits, '.', '_' or '-'; else one made for it.
std::string id_of(const HttpRequest& request);
// The response tells the request's id; a problem document does so, too.
void add_id(const HttpRequest& request, HttpResponse& response);

}  // namespace golive::rest
