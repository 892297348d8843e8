#include "api/board/board.h"

#include <fmt/core.h>

#include <array>
#include <nlohmann/json.hpp>

#include "api/board/form.h"
#include "api/board/origin.h"
#include "api/board/telling.h"
#include "api/board/visit.h"
#include "api/rest/cookie.h"
#include "api/rest/problem.h"
#include "api/rest/routes.h"
#include "api/rest/target.h"
#include "base/limits.h"
#include "report/rendering.h"

namespace golive::board {
namespace {

enum class Needs { nobody, reader, person };

struct Page {
  std::string_view method, pattern;
  Needs needs;
  Show show;
};
constexpr std::array pages{
    Page{"GET", "/board/assets/:file", Needs::nobody, show_asset},
    Page{"GET", "/board/sign-in", Needs::nobody, show_sign_in},
    Page{"POST", "/board/sign-in", Needs::nobody, sign_in},
    Page{"GET", "/board/link/:link", Needs::nobody, open_link},
    Page{"POST", "/board/sign-out", Needs::person, sign_out},
    Page{"GET", "/board", Needs::reader, show_runs},
    Page{"GET", "/board/runs/:run", Needs::reader, show_run},
    Page{"GET", "/board/runs/:run/item", Needs::reader, show_item},
    Page{"GET", "/board/runs/:run/move", Needs::person, show_move},
    Page{"GET", "/board/runs/:run/amend", Needs::person, show_amend},
    Page{"POST", "/board/runs/:run/amend", Needs::person, compare_files},
    Page{"POST", "/board/runs/:run/propose", Needs::person, propose},
    Page{"GET", "/board/runs/:run/history", Needs::reader, show_history},
    Page{"GET", "/board/runs/:run/reports/:kind", Needs::reader, show_report_page},
    Page{"POST", "/board/runs/:run/do/:command", Needs::person, act},
    Page{"POST", "/board/runs/:run/attach", Needs::person, attach_file},
};

constexpr std::string_view language_cookie = "golive_language";

std::string accepted_language(const rest::HttpRequest& request) {
  const auto header = rest::header(request, "Accept-Language");
  const auto french = header.find("fr"), english = header.find("en");
  if (french == english) return {};
  return french < english ? "fr" : "en";
}

Words words_in(const Templates& templates, const std::string& language) {
  auto words = words_for(templates, language);
  return words ? std::move(*words) : Words(nlohmann::json::object(), language);
}

bool is_language(const std::string& text) { return text == "fr" || text == "en"; }

Visit visit_of(const rest::HttpRequest& request, rest::EngineLink& engine, rest::Door& door,
               const std::filesystem::path& output) {
  std::map<std::string, std::string> query;
  for (const auto& [raw_name, raw_value] : request.query) {
    const auto name = rest::url_decode(raw_name), value = rest::url_decode(raw_value);
    if (name && value) query[*name] = *value;
  }
  auto language = query["lang"];
  if (!is_language(language)) language = rest::cookie(request, language_cookie);
  const bool chosen = is_language(language);
  if (!chosen) language = accepted_language(request);
  if (query["lang"].empty()) query.erase("lang");
  return {request,
          engine,
          door.folds,
          door.patience,
          output,
          door,
          words_in(door.templates, is_language(language) ? language : "en"),
          chosen || is_language(language),
          std::move(query)};
}

// None: the engine does not know who it is.
std::optional<Error> recognise(Visit& visit) {
  const auto token = rest::cookie_token(visit.request);
  const Error stranger{ErrorKind::unauthenticated, "nobody is signed in", {}, {}};
  if (token.empty()) return stranger;
  const auto known = visit.engine.ask({{"op", "authenticate"}, {"token", token}});
  if (!known) return known.error();
  visit.token = token;
  visit.name = known->at("name");
  visit.roles = known->at("roles").get<std::vector<std::string>>();
  visit.may_bring_code = known->value("may_bring_code", false);
  visit.reads = known->value("reads", std::string());
  return std::nullopt;
}

rest::HttpResponse to_sign_in(const Visit& visit, const Error& error) {
  if (error.kind != ErrorKind::unauthenticated) return refusal(visit, error);
  if (visit.request.method != "GET") return refusal(visit, error);
  std::string next = visit.request.path;
  char sign = '?';
  for (const auto& [name, value] : visit.query) {
    next += sign + url_encode(name) + "=" + url_encode(value);
    sign = '&';
  }
  return see_other("/board/sign-in?next=" + url_encode(next));
}

// Of who comes with a link: whether the page is of its run.
std::optional<rest::HttpResponse> kept_to_its_run(const Visit& visit) {
  if (visit.reads.empty()) return std::nullopt;
  const auto run = visit.parameters.find("run");
  if (run == visit.parameters.end()) return see_other("/board/runs/" + url_encode(visit.reads));
  if (run->second == visit.reads) return std::nullopt;
  return refusal(visit, {ErrorKind::forbidden, visit.words.word("board", "link_only"), {}, {}});
}

std::optional<rest::HttpResponse> checked_form(const Visit& visit) {
  if (visit.request.method != "POST") return std::nullopt;
  const auto form = form_of(visit.request);
  if (!form) return refusal(visit, {ErrorKind::invalid, "the form cannot be read", {}, {}});
  if (is_same_site(visit.request) && is_form_token(field(*form, "form_token"), visit.token))
    return std::nullopt;
  return refusal(visit, {ErrorKind::forbidden, visit.words.word("board", "foreign_form"), {}, {}});
}

// Nobody has chosen a language: refusals are in that of the run, too.
void speak_as_the_run(Visit& visit) {
  const auto named = visit.parameters.find("run");
  if (visit.language_chosen || named == visit.parameters.end()) return;
  if (!visit.reads.empty() && visit.reads != named->second) return;
  static_cast<void>(visit.folds.show(
      named->second, [&](const Run& run) { visit.words = words_for_run(visit, run); }));
}

rest::HttpResponse show(const Page& found, Visit& visit) {
  if (found.needs != Needs::nobody) {
    if (const auto unknown = recognise(visit)) return to_sign_in(visit, *unknown);
    speak_as_the_run(visit);
    if (found.needs == Needs::person && !visit.reads.empty())
      return refusal(visit, {ErrorKind::forbidden, visit.words.word("board", "link_only"), {}, {}});
    if (auto refused = checked_form(visit)) return std::move(*refused);
    if (auto elsewhere = kept_to_its_run(visit)) return std::move(*elsewhere);
  }
  return found.show(visit);
}

rest::HttpResponse answer_visit(Visit& visit) {
  if (visit.request.body.size() > limits::command_bytes)
    return refusal(visit, {ErrorKind::too_large, visit.words.word("board", "large"), {}, {}});
  const auto path = rest::segments_of(visit.request.path);
  if (visit.request.path == "/") return see_other("/board");
  std::string allow;
  for (const auto& each : pages) {
    auto parameters = path ? rest::match_path(each.pattern, *path) : std::nullopt;
    if (!parameters) continue;
    if (each.method == visit.request.method) {
      visit.parameters = std::move(*parameters);
      return show(each, visit);
    }
    (allow += allow.empty() ? "" : ", ") += each.method;
  }
  // Strangers are not even told what exists.
  if (const auto unknown = recognise(visit)) return to_sign_in(visit, *unknown);
  if (allow.empty()) return refusal(visit, {ErrorKind::not_found, "there is no such page", {}, {}});
  auto response = refusal(visit, {ErrorKind::invalid, "not by this method", {}, {}}, 405);
  response.headers.emplace_back("Allow", allow);
  return response;
}

}  // namespace

bool Board::owns(const rest::HttpRequest& request) {
  return request.path == "/" || request.path == "/board" || request.path.starts_with("/board/");
}

rest::HttpResponse Board::answer(const rest::HttpRequest& request, rest::EngineLink& engine) {
  auto visit = visit_of(request, engine, door_, output_);
  try {
    auto response = answer_visit(visit);
    if (response.body.size() > limits::response_bytes)
      response = refusal(visit, {ErrorKind::too_large, "", {}, {}}, 507);
    if (const auto lang = asked(visit, "lang"); is_language(lang))
      response.headers.emplace_back(
          "Set-Cookie",
          fmt::format("{}={}; Path=/; Max-Age=31536000; SameSite=Strict", language_cookie, lang));
    return response;
  } catch (const std::exception& accident) {
    // For whoever runs the engine; a client is not told what broke.
    fmt::print(stderr, "golive-door: {} {}: {}\n", request.method, request.path, accident.what());
  }
  return refusal(visit, {ErrorKind::unavailable, "the door stumbled over this page", {}, {}}, 500);
}

}  // namespace golive::board
