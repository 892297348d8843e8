#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "api/board/form.h"
#include "api/board/origin.h"
#include "api/board/visit.h"
#include "api/rest/cookie.h"
#include "base/limits.h"

namespace golive::board {
namespace {

using std::chrono::duration_cast;
using std::chrono::seconds;

// Where to go afterwards: on this board, and nowhere else.
std::string next_of(const std::string& wanted) {
  const bool ours =
      wanted == "/board" || wanted.starts_with("/board/") || wanted.starts_with("/board?");
  const bool plain =
      wanted.find_first_of("\\\r\n") == std::string::npos && wanted.find("//") == std::string::npos;
  return ours && plain ? wanted : "/board";
}

std::string cookie_line(const Visit& visit, std::string_view name, const std::string& value,
                        long long lasts_s) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", name, value, lasts_s,
                     visit.request.https ? "; Secure" : "");
}

rest::HttpResponse ask_again(const Visit& visit, const std::string& next, const char* why,
                             int status, seconds wait = {}) {
  auto response = page(visit, "sign-in",
                       {{"title", visit.words.word("board", "sign_in")},
                        {"next", next_of(next)},
                        {"why", *why ? visit.words.word("board", why) : ""},
                        {"wait", wait.count() > 0 ? std::to_string(wait.count()) : ""}},
                       status);
  if (wait.count() > 0) response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

}  // namespace

rest::HttpResponse show_sign_in(const Visit& visit) {
  return ask_again(visit, asked(visit, "next"), "", 200);
}

rest::HttpResponse sign_in(const Visit& visit) {
  const auto form = parse_form(visit.request.body);
  if (!form) return refusal(visit, {ErrorKind::invalid, "the form cannot be read", {}, {}});
  const auto next = field(*form, "next");
  if (!is_same_site(visit.request))
    return refusal(visit, {ErrorKind::forbidden, "another site has sent this form", {}, {}});
  const auto source = visit.request.client;
  auto token = field(*form, "token");
  std::erase_if(token, [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
  if (const auto wait = visit.patience.wait_for(source, token, rest::steady_now()))
    return ask_again(visit, next, "wait", 429, std::chrono::ceil<seconds>(*wait));
  if (token.empty()) return ask_again(visit, next, "no_token", 400);
  const auto answer =
      visit.engine.ask({{"op", "sign_in"}, {"token", token}, {"from", "board " + source}});
  if (!answer && answer.error().kind == ErrorKind::unavailable)
    return refusal(visit, answer.error());
  if (!answer) {
    visit.patience.wrong(source, rest::steady_now());
    return ask_again(visit, next, "wrong_token", 401);
  }
  visit.patience.right(token);
  auto response = see_other(next_of(next));
  response.headers.emplace_back(
      "Set-Cookie", cookie_line(visit, rest::session_cookie, answer->at("session"),
                                duration_cast<seconds>(limits::session_lifetime).count()));
  return response;
}

rest::HttpResponse sign_out(const Visit& visit) {
  const auto ended = visit.engine.ask(
      {{"op", "sign_out"}, {"token", visit.token}, {"from", "board " + visit.request.client}});
  if (!ended && ended.error().kind == ErrorKind::unavailable) return refusal(visit, ended.error());
  auto response = see_other("/board/sign-in");
  response.headers.emplace_back("Set-Cookie", cookie_line(visit, rest::session_cookie, "", 0));
  return response;
}

// The token leaves the address at once: the page that is shown goes on by itself to one without it.
// By a page and not by a redirect, since a cookie that is SameSite=Strict is not sent along a chain
// that began on another site.
rest::HttpResponse open_link(const Visit& visit) {
  const auto& link = visit.parameters.at("link");
  const auto source = visit.request.client;
  if (const auto wait = visit.patience.wait_for(source, link, rest::steady_now()))
    return ask_again(visit, "", "wait", 429, std::chrono::ceil<seconds>(*wait));
  const auto known = visit.engine.ask({{"op", "authenticate"}, {"token", link}});
  if (!known && known.error().kind == ErrorKind::unavailable) return refusal(visit, known.error());
  if (!known || !known->contains("reads")) {
    visit.patience.wrong(source, rest::steady_now());
    return refusal(visit, {ErrorKind::not_found, visit.words.word("board", "link_over"), {}, {}});
  }
  const auto run = known->at("reads").get<std::string>();
  const auto address = "/board/runs/" + url_encode(run);
  auto response = page(visit, "message",
                       {{"title", run},
                        {"heading", visit.words.word("board", "link_heading")},
                        {"what", visit.words.word("board", "link_opens")},
                        {"back", address},
                        {"refresh", address}});
  response.headers.emplace_back(
      "Set-Cookie",
      cookie_line(visit, rest::link_cookie, link,
                  duration_cast<seconds>(std::chrono::days(limits::link_days)).count()));
  for (auto& [name, value] : response.headers)
    if (name == "Referrer-Policy") value = "no-referrer";
  return response;
}

}  // namespace golive::board
