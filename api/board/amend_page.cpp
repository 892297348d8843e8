// A changed runbook for a run: its files are sent, what they would change is shown, and with a
// reason it is proposed. What was shown is what is proposed: the files stand in the page, with the
// plan that they were held against.
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "api/json_text.h"
#include "api/rest/problem.h"
#include "base/base64.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "core/amendment.h"
#include "rim/system_clock.h"

namespace golive::board {
namespace {

// With their form, and in the engine's message, they are still one.
constexpr std::size_t most_bytes = limits::command_bytes / 2;

// "file", "file.2", ...: as form.h names what a form brings.
Result<nlohmann::json> files_of(const Visit& visit, const Form& form) {
  auto files = nlohmann::json::object();
  std::size_t bytes = 0;
  for (const auto& [key, name] : form) {
    if (!key.starts_with("file") || !key.ends_with(".name") || name.empty()) continue;
    const auto content = field(form, key.substr(0, key.size() - std::string_view(".name").size()));
    if (files.contains(name))
      return fail(ErrorKind::invalid, visit.words.word("board", "amend_twice"), name);
    if (!is_utf8(content) || content.find('\0') != std::string::npos)
      return fail(ErrorKind::invalid, visit.words.word("board", "amend_no_text"), name);
    bytes += content.size();
    files[name] = content;
  }
  if (files.empty()) return fail(ErrorKind::invalid, visit.words.word("board", "no_file"));
  if (bytes > most_bytes)
    return fail(ErrorKind::too_large, visit.words.word("board", "amend_large"));
  return files;
}

nlohmann::json told_changes(const Look& look, const nlohmann::json& items) {
  using Names = std::vector<std::string>;
  auto changes = nlohmann::json::array();
  for (const auto& each : items) {
    const auto change = each.at("change").get<std::string>();
    const auto stage = each.at("stage").get<std::string>();
    if (change == text_of(Change::kept)) continue;
    changes.push_back(
        {{"item", each.at("item")},
         {"change", look.words.word("amendment_change", change)},
         {"what", look.phrase.fields(each.value("what", Names()))},
         {"stage",
          stage == text_of(ItemStage::ahead) ? "" : look.words.word("amendment_stage", stage)}});
  }
  return changes;
}

nlohmann::json told_comparison(const Look& look, const nlohmann::json& found,
                               const nlohmann::json& files) {
  using Names = std::vector<std::string>;
  const auto fields = [&](const char* list) {
    return look.phrase.fields(found.at(list).get<Names>());
  };
  std::string roles;
  for (const auto& role : found.at("approved_by").get<Names>())
    roles += (roles.empty() ? "" : ", ") + look.phrase.role(role);
  auto obstacles = nlohmann::json::array();
  for (const auto& each : found.at("obstacles"))
    obstacles.push_back(told_error(
        look.words, {ErrorKind::conflict, each.at("what"), each.at("place"), each.at("way_out")}));
  const bool is_possible = obstacles.empty();
  auto changes = told_changes(look, found.at("items"));
  return {{"kept", found.at("items").size() - changes.size()},
          {"of", found.at("items").size()},
          {"changes", std::move(changes)},
          {"settings", fields("settings")},
          {"plan_words", fields("words")},
          {"obstacles", std::move(obstacles)},
          {"is_possible", is_possible},
          {"has_effect", found.at("has_effect")},
          {"roles", roles},
          {"seen", found.at("plan_hash")},
          {"files", to_base64(files.dump())}};
}

// The page as it is before a comparison, with one, or with what was wrong.
rest::HttpResponse amend_page(const Visit& visit, const nlohmann::json& found,
                              const nlohmann::json& files, const Error* error) {
  nlohmann::json context;
  auto telling = visit;
  const auto now = SystemClock().now();
  const auto shown = visit.folds.show(visit.parameters.at("run"), [&](const Run& run) {
    telling.words = words_for_run(visit, run);
    const Look look{telling, run, run_time(run, now), telling.words, Phrase(run, telling.words)};
    const int open = is_final(run) ? 0 : open_amendment(run);
    context = {{"title", telling.words.word("board_do", "amend")},
               {"run", head_of(look)},
               {"over", is_final(run)},
               {"open", open == 0 ? "" : std::to_string(open)},
               {"no_right", !visit.may_bring_code},
               {"asks", visit.may_bring_code && open == 0 && !is_final(run)}};
    if (!found.is_null()) context["comparison"] = told_comparison(look, found, files);
    if (error != nullptr) context["wrong"] = told_error(telling.words, *error);
  });
  if (!shown) return refusal(visit, shown.error());
  return page(telling, "amend", std::move(context),
              error == nullptr ? 200 : rest::status_of(error->kind));
}

}  // namespace

rest::HttpResponse show_amend(const Visit& visit) {
  return amend_page(visit, nullptr, nullptr, nullptr);
}

rest::HttpResponse compare_files(const Visit& visit) {
  const auto form = form_of(visit.request).value_or(Form{});
  const auto files = files_of(visit, form);
  if (!files) return amend_page(visit, nullptr, nullptr, &files.error());
  const auto found = visit.engine.ask({{"op", "compare_run"},
                                       {"run", visit.parameters.at("run")},
                                       {"files", *files},
                                       {"token", visit.token},
                                       {"from", "board " + visit.request.client}});
  if (!found) return amend_page(visit, nullptr, nullptr, &found.error());
  return amend_page(visit, *found, *files, nullptr);
}

rest::HttpResponse propose(const Visit& visit) {
  const auto form = parse_form(visit.request.body).value_or(Form{});
  const auto files = parse_json_object(from_base64(field(form, "files")).value_or(""));
  if (!files)
    return refusal(visit, {ErrorKind::invalid, visit.words.word("board", "no_file"), {}, {}});
  const auto answer = visit.engine.ask({{"op", "amend_run"},
                                        {"run", visit.parameters.at("run")},
                                        {"files", *files},
                                        {"reason", field(form, "reason")},
                                        {"seen", field(form, "seen")},
                                        {"token", visit.token},
                                        {"from", "board " + visit.request.client}});
  if (!answer) return amend_page(visit, nullptr, nullptr, &answer.error());
  const bool applies = answer->value("state", "") == text_of(AmendmentState::applied);
  return see_other(back_to(visit, form, applies ? "amend-applied" : "amend", answer->at("seq")));
}

}  // namespace golive::board
