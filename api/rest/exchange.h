// One HTTP request and its response as values: what the endpoints see. Nothing here knows the HTTP
// library.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace golive::rest {

struct HttpRequest {
  std::string method = "GET";
  std::string path;                          // canonical, still percent-encoded
  std::map<std::string, std::string> query;  // still percent-encoded
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::string client = {};  // address
};

struct HttpResponse {
  int status = 200;
  std::string body = {};
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
};

// The header's value, by its name in any case; empty if it is not there.
std::string header(const HttpRequest& request, const std::string& name);

}  // namespace golive::rest
