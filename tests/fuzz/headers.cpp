// HTTP requests as the door sees them: what it makes of the target, of each header that it reads,
// and of the body. An input is a request as it stands on the wire; in `http` the door's own HTTP
// library takes it apart first, in whatever pieces it comes.
#include <pistache/http.h>

#include <nlohmann/json.hpp>

#include "api/board/form.h"
#include "api/board/origin.h"
#include "api/json_text.h"
#include "api/rest/cookie.h"
#include "api/rest/entity_tag.h"
#include "api/rest/once.h"
#include "api/rest/page.h"
#include "api/rest/problem.h"
#include "api/rest/routes.h"
#include "api/rest/target.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

using rest::HttpRequest;

bool hold_lists(const HttpRequest& request) {
  const auto query = rest::parse_query(request.query, {"cursor", "limit", "after", "wait_seq"});
  if (!query) return false;
  const auto wish = rest::page_wish(*query, 20, limits::events_page);
  if (!wish) return false;
  hold(wish->limit >= 1 && wish->limit <= limits::events_page, "a page has its limits");
  const bool begins = !query->contains("cursor");
  hold(begins || query->at("cursor") == rest::cursor_after(wish->after), "a cursor is one word");
  const auto heard = rest::header(request, "Last-Event-ID");
  return heard.empty() || rest::number_in({{"n", heard}}, "n", 0).has_value();
}

bool hold_preconditions(const HttpRequest& request) {
  const std::string tag = "W/\"12-3\"";
  const auto none = rest::header(request, "If-None-Match");
  hold(!rest::has_seen(request, tag) || none.find('*') != std::string::npos ||
           none.find("\"12-3\"") != std::string::npos,
       "a client has seen what it says");
  const auto seen = rest::seen_subject(request);
  const auto key = rest::once_key(request);
  if (seen)
    hold(seen->find_first_not_of("0123456789abcdef") == std::string::npos, "a subject is a hash");
  if (key) hold(key->size() <= limits::once_key_bytes && is_utf8(*key), "a key is short and plain");
  return seen && key;
}

void hold_person(const HttpRequest& request) {
  for (const auto* peer : {"127.0.0.1", "192.0.2.7"}) {
    const auto source = rest::source_of(request, peer);
    hold(source == peer || std::string_view(peer) == "127.0.0.1", "a stranger speaks for nobody");
    hold(source.find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos,
         "a source is an address");
    rest::is_https(request, peer);
  }
  const auto token = rest::cookie_token(request);
  hold(token.find(';') == std::string::npos, "a cookie ends where the next begins");
  board::is_same_site(request);
  auto answered = request;
  answered.id = rest::id_of(request);
  auto response = rest::problem({ErrorKind::invalid, request.body, "here", {}}, request.path);
  rest::add_id(answered, response);
  hold(nlohmann::json::accept(response.body), "a problem document is JSON");
}

bool hold_request(const HttpRequest& request) {
  hold_person(request);
  const bool lists = hold_lists(request), preconditions = hold_preconditions(request);
  const auto form = board::form_of(request);
  const bool body = request.body.empty() || form || parse_json_object(request.body);
  if (!rest::is_canonical(request.path)) return false;
  const auto found = rest::find_route(request);
  if (const auto* other = std::get_if<rest::NoSuchMethod>(&found))
    hold(!other->allow.empty(), "another method is named");
  return lists && preconditions && body && std::holds_alternative<rest::Found>(found);
}

void add_query(HttpRequest& request, std::string_view text) {
  while (!text.empty()) {
    const auto [pair, rest] = halves(text, '&');
    const auto [name, value] = halves(pair, '=');
    request.query.emplace(name, value);
    text = rest;
  }
}

std::string_view without_cr(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

// Taken apart as plainly as can be, so that whatever bytes reach the readers.
bool read_headers(std::string_view input) {
  auto [line, rest] = halves(input, '\n');
  const auto [method, target_and_version] = halves(without_cr(line), ' ');
  const auto [path, query] = halves(halves(target_and_version, ' ').first, '?');
  HttpRequest request{std::string(method), std::string(path), {}};
  add_query(request, query);
  while (!rest.empty()) {
    const auto [header, below] = halves(rest, '\n');
    rest = below;
    if (without_cr(header).empty()) break;
    auto [name, value] = halves(without_cr(header), ':');
    while (value.starts_with(' ')) value.remove_prefix(1);
    request.headers.emplace_back(name, value);
  }
  request.body = rest;
  return hold_request(request);
}

HttpRequest as_the_door_has_it(const Pistache::Http::Request& theirs) {
  HttpRequest ours;
  ours.method = Pistache::Http::methodString(theirs.method());
  ours.path = theirs.resource();
  for (auto it = theirs.query().parameters_begin(); it != theirs.query().parameters_end(); ++it)
    ours.query[it->first] = it->second;
  for (const auto& [name, raw] : theirs.headers().rawList())
    ours.headers.emplace_back(raw.name(), raw.value());
  ours.body = theirs.body();
  return ours;
}

// None: refused, or not at its end.
std::optional<HttpRequest> parsed(std::string_view input, std::size_t step) {
  using Pistache::Http::Private::State;
  try {
    Pistache::Http::RequestParser parser(16 * limits::command_bytes);
    for (std::size_t at = 0; at < input.size(); at += step) {
      const auto piece = input.substr(at, step);
      if (!parser.feed(piece.data(), piece.size())) return std::nullopt;
      if (parser.parse() == State::Done) return as_the_door_has_it(parser.request);
    }
  } catch (const std::exception&) {  // as the library itself does: 400, or 500
  }
  return std::nullopt;
}

// A chunked body in pieces is what the library never comes back from: the door's watcher knows.
bool is_chunked(std::string_view input) { return input.find("hunked") != std::string_view::npos; }

// Nothing stands behind it, where no change would be seen.
bool is_whole(const HttpRequest& request, std::string_view input) {
  const auto head = input.find("\r\n\r\n");
  return head != std::string_view::npos && head + 4 + request.body.size() == input.size();
}

bool read_http(std::string_view input) {
  if (is_chunked(input)) return false;
  const auto request = parsed(input, input.size() + 1);
  if (input.size() < 2'000) parsed(input, 7);
  return request && is_whole(*request, input) && hold_request(*request);
}

const std::vector<std::string> requests{
    "GET /api/v1/runs?limit=5&cursor=c1f HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
    "Authorization: Bearer t1.secret\r\nIf-None-Match: W/\"12-3\", *\r\n\r\n",
    "GET /api/v1/runs/r-1/stream HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 12\r\n"
    "Cookie: golive_session=s1.x; golive_link=l1.y\r\n\r\n",
    "POST /api/v1/runs/r-1/decide HTTP/1.1\r\nHost: a\r\nIf-Match: \"0c01ea4688b3\"\r\n"
    "Idempotency-Key: 0b1c-7\r\nX-Real-IP: 2001:db8::1\r\nX-Forwarded-Proto: https\r\n"
    "X-Request-Id: abc.1\r\nContent-Type: application/json\r\nContent-Length: 51\r\n\r\n"
    "{\"gate\":\"go\",\"verdict\":\"go\",\"reason\":\"all is ready\"}",
    "POST /api/v1/runs/r-1/pause HTTP/1.1\r\nHost: b.example\r\nOrigin: https://b.example\r\n"
    "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 17\r\n\r\nreason=fire+drill"};

const std::vector<std::string_view> words{"\r\n",
                                          "\n",
                                          ":",
                                          ": ",
                                          ";",
                                          ",",
                                          "\"",
                                          "*",
                                          "W/\"",
                                          "=",
                                          "%",
                                          "%00",
                                          " HTTP/1.1",
                                          "GET ",
                                          "POST ",
                                          "HEAD ",
                                          "If-Match: ",
                                          "If-None-Match: ",
                                          "Idempotency-Key: ",
                                          "Last-Event-ID: ",
                                          "Cookie: golive_session=",
                                          "golive_link=",
                                          "X-Real-IP: ",
                                          "X-Request-Id: ",
                                          "Origin: null",
                                          "Host: ",
                                          "Sec-Fetch-Site: cross-site",
                                          "Content-Length: ",
                                          "Content-Type: ",
                                          "multipart/form-data; boundary=x",
                                          "Expect: 100-continue",
                                          "Connection: close",
                                          "/api/v1/runs/",
                                          "/api/v1/uploads",
                                          "?cursor=c",
                                          "&limit=",
                                          "wait_seq=",
                                          "18446744073709551616",
                                          "\xff",
                                          "\x01",
                                          "\t"};

}  // namespace

Reader headers_reader() { return {"headers", requests, words, read_headers}; }
Reader http_reader() { return {"http", requests, words, read_http}; }

}  // namespace golive::fuzz
