#include <nlohmann/json.hpp>

#include "api/board/form.h"
#include "api/board/telling.h"
#include "api/board/visit.h"
#include "api/rest/cookie.h"
#include "api/rest/problem.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "report/built_in_text.h"
#include "report/mustache.h"
#include "report/said.h"

namespace golive::board {
namespace {

// What people wrote stands in these pages: nothing of it runs, whatever it is.
constexpr auto policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' "
    "data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

void guard(rest::HttpResponse& response) {
  response.headers.emplace_back("Content-Security-Policy", policy);
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("X-Frame-Options", "DENY");
  // Not "no-referrer": browsers then hide the origin of forms, too.
  response.headers.emplace_back("Referrer-Policy", "same-origin");
}

// Nobody's own template takes a page away from who has to decide on it.
Result<std::string> render(const Visit& visit, const std::string& name,
                           const nlohmann::json& context) {
  const auto file = "board-" + name + ".mustache";
  if (visit.door.templates.own().contains(file)) {
    auto made = render_template(visit.door.templates, file, context, Escape::html);
    if (made) return made;
    visit.door.told.tell(to_line(made.error()) + "; the built-in one is used");
  }
  return render_mustache(built_in_text(file), file, context, Escape::html);
}

// What its template is given, for who writes one.
rest::HttpResponse given(const nlohmann::json& context) {
  rest::HttpResponse response{
      200, context.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n",
      "application/json"};
  guard(response);
  return response;
}

// The same page in the other language.
std::string other_language(const Visit& visit) {
  // A link's token does not stay in a page.
  std::string address = visit.parameters.contains("link") ? "/board" : visit.request.path;
  char sign = '?';
  for (const auto& [name, value] : visit.query) {
    if (name == "lang" || name == "done") continue;
    address += sign + url_encode(name) + "=" + url_encode(value);
    sign = '&';
  }
  return address + sign + "lang=" + (visit.words.language() == "fr" ? "en" : "fr");
}

nlohmann::json layout_of(const Visit& visit, const nlohmann::json& context) {
  return {{"title", context.value("title", std::string("golive"))},
          {"language", visit.words.language()},
          {"other_language", other_language(visit)},
          {"css", asset_path(visit, "board.css")},
          {"js", asset_path(visit, "board.js")},
          {"name", visit.reads.empty() ? visit.name : ""},
          {"reads", !visit.reads.empty()},
          {"live", context.value("live", std::string())},
          {"refresh", context.value("refresh", std::string())},
          {"form_token", context["form_token"]},
          {"w", visit.words.all()}};
}

// What the reader sent from a page of the board; empty if it was somebody else's doing.
Form own_form(const rest::HttpRequest& request) {
  if (request.method != "POST" || request.body.size() > limits::command_bytes) return {};
  auto form = form_of(request).value_or(Form{});
  const auto session = rest::cookie_token(request);
  return !session.empty() && is_form_token(field(form, "form_token"), session) ? form : Form{};
}

// Given back with a refusal: on a phone it is work to write it again.
std::string typed_in(const Form& form) {
  std::string typed;
  for (const auto* name : {"comment", "reason", "conditions"})
    if (const auto text = field(form, name); !text.empty())
      typed += (typed.empty() ? "" : "\n") + text;
  return has_control(typed) ? std::string() : std::string(cut_utf8(typed, limits::reason_bytes));
}

std::string back_from(const Visit& visit, const Form& form) {
  if (!visit.parameters.contains("run")) return "/board";
  const auto& run = visit.parameters.at("run");
  const auto item = field(form, "back");
  return item.empty() ? run_address(run) : item_address(run, item);
}

}  // namespace

std::string url_encode(std::string_view text) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '/';
    if (plain)
      encoded += c;
    else
      (encoded += '%') += {hex[byte >> 4U], hex[byte & 15U]};
  }
  return encoded;
}

std::string asked(const Visit& visit, const std::string& name) {
  const auto found = visit.query.find(name);
  return found == visit.query.end() ? std::string() : found->second;
}

rest::HttpResponse page(const Visit& visit, const std::string& name, nlohmann::json context,
                        int status) {
  if (status == 200 && asked(visit, "format") == "json") return given(context);
  context["w"] = visit.words.all();
  context["form_token"] =
      visit.token.empty() || !visit.reads.empty() ? "" : form_token(visit.token);
  auto content = render(visit, name, context);
  auto layout = layout_of(visit, context);
  if (content) layout["content"] = std::move(*content);
  auto whole = content ? render(visit, "page", layout) : content;
  rest::HttpResponse response{status, {}, "text/html; charset=utf-8"};
  guard(response);
  if (!whole) {  // a broken template of ours
    response.status = 500;
    response.content_type = "text/plain; charset=utf-8";
    response.body = to_line(whole.error()) + "\n";
    return response;
  }
  response.body = std::move(*whole);
  constexpr std::size_t enough = 32;
  const auto tag = '"' + sha256(response.body).substr(0, enough) + '"';
  response.headers.emplace_back("ETag", tag);
  if (status == 200 && visit.request.method == "GET" &&
      rest::header(visit.request, "If-None-Match") == tag) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

nlohmann::json told_error(const Words& words, const Error& error) {
  return {{"what", said(words, to_utf8(error.what))},
          {"place", words.word("board_place", to_utf8(error.place))},
          {"way_out", said(words, to_utf8(error.way_out))}};
}

rest::HttpResponse refusal(const Visit& visit, const Error& error, int status) {
  if (status == 0) status = rest::status_of(error.kind);
  const auto number = std::to_string(status);
  auto heading = visit.words.word("board_status", number);
  const auto form = own_form(visit.request);
  const auto wrong = told_error(visit.words, error);
  return page(visit, "message",
              {{"title", heading},
               {"heading", heading},
               {"what", wrong.at("what")},
               {"place", wrong.at("place")},
               {"way_out", visit.words.word("board_way_out", number)},
               {"typed", typed_in(form)},
               {"back", back_from(visit, form)},
               {"sign_in", status == 401},
               {"bad", true}},
              status);
}

rest::HttpResponse see_other(const std::string& where) {
  rest::HttpResponse response{303, "", "text/plain; charset=utf-8"};
  response.headers.emplace_back("Location", where);
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  return response;
}

}  // namespace golive::board
