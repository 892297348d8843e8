#include "api/board/telling.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/rendering.h"
#include "view/mark.h"
#include "view/run_view.h"
#include "view/settling.h"

namespace golive::board {
namespace {

std::string joined_roles(const Look& look, const std::vector<std::string>& roles) {
  std::string text;
  for (const auto& role : roles) text += (text.empty() ? "" : ", ") + look.phrase.role(role);
  return text;
}

nlohmann::json no_return_of(const Look& look, const Forecast& forecast) {
  if (!forecast.no_return) return nullptr;
  const auto& last = *forecast.no_return;
  const bool passed = !last.fits || look.now > last.at;
  return {{"at", look.phrase.time(last.at)},
          {"passed", passed},
          {"left", passed ? ""
                          : look.phrase.duration(
                                std::chrono::ceil<std::chrono::minutes>(last.at - look.now))},
          {"rollback", look.phrase.duration(last.rollback)},
          {"back_by", look.phrase.time(last.back_by)}};
}

}  // namespace

Words words_for_run(const Visit& visit, const Run& run) {
  const auto& language = run.plan->language;
  if (visit.language_chosen || language == visit.words.language()) return visit.words;
  const auto words = words_for(visit.door.templates, language);
  return words ? *words : visit.words;
}

std::string done_of(const Visit& visit) {
  const auto done = asked(visit, "done");
  const auto sentence = visit.words.word("board_done", done);
  return sentence == done ? std::string() : sentence;
}

std::string run_address(const std::string& run) { return "/board/runs/" + url_encode(run); }

std::string item_address(const std::string& run, const std::string& path) {
  return run_address(run) + "/item?path=" + url_encode(path);
}

nlohmann::json head_of(const Look& look) {
  const Run& run = look.run;
  const auto progress = progress_of(run);
  return {{"id", run.id},
          {"address", run_address(run.id)},
          {"title", run.plan->title},
          {"state", look.phrase.state("run_state", text_of(state_of(run)))},
          {"mode", look.words.word("mode", text_of(run.mode))},
          {"is_live", run.mode == Mode::live},
          {"environment", run.environment},
          {"j", look.phrase.date(run.timeline->j)},
          {"clock", is_final(run) ? nlohmann::json() : look.phrase.time(look.now)},
          {"timezone", run.timeline->zone.name},
          {"drill", is_drill(run.drill)},
          {"done", progress.done},
          {"of", progress.of},
          {"seq", run.seq}};
}

bool is_mine(const Look& look, const Waiting& waiting) {
  const Actor person{look.visit.name, "board", look.visit.roles};
  return may_settle(look.run, waiting, person, look.now - look.run.offset);
}

nlohmann::json engine_time(const Look& look, Instant instant) {
  return look.phrase.time(instant + look.run.offset);
}

// What a body asks is in its author's words.
std::string question_text(const Look& look, const Waiting& waiting) {
  const bool authors = waiting.kind == WaitingKind::question && !asks_about_watch(waiting);
  const auto& cause = look.run.items[waiting.item].triggered_by;
  if (waiting.kind == WaitingKind::contingency && cause)
    return look.run.plan->items[*cause].path + look.words.all().value("colon", ":") + " " +
           look.phrase.said(look.run.items[*cause].error);
  return authors ? waiting.text : look.phrase.said(waiting.text);
}

nlohmann::json told(const Look& look, const Waiting& waiting) {
  const auto& item = look.run.plan->items[waiting.item];
  const auto mark = mark_of(item.kind == ItemKind::contingency   ? "offered"
                            : waiting.kind == WaitingKind::doubt ? "in_doubt"
                                                                 : "open");
  return {{"address", item_address(look.run.id, item.path)},
          {"title", name_of(item)},
          {"path", item.path},
          {"kind", look.words.word("board_waiting", text_of(waiting.kind))},
          {"mark", mark.shape},
          {"roles", joined_roles(look, waiting.roles)},
          {"since", look.phrase.time(waiting.since)},
          {"due", waiting.due ? engine_time(look, *waiting.due) : nlohmann::json()},
          {"text", question_text(look, waiting)},
          {"mine", is_mine(look, waiting)}};
}

nlohmann::json told(const Look& look, const Forecast& forecast) {
  const Run& run = look.run;
  nlohmann::json json{{"no_return", no_return_of(look, forecast)}};
  if (!forecast.opening || is_final(run) || is_done(run, *forecast.opening)) {
    json["opening"] = nullptr;
    return json["no_return"].is_null() || is_final(run) ? nullptr : json;
  }
  const auto& planned = run.timeline->items[*forecast.opening].start;
  const Instant start = forecast.items[*forecast.opening].start;
  const bool late = planned && start - *planned >= std::chrono::minutes(1);
  json["opening"] = {
      {"title", name_of(run.plan->items[*forecast.opening])},
      {"planned", look.phrase.time(planned)},
      {"forecast", look.phrase.time(start)},
      {"late",
       late ? look.phrase.duration(std::chrono::floor<std::chrono::minutes>(start - *planned))
            : ""},
      {"p90", forecast.odds ? look.phrase.time(forecast.odds->p90) : nlohmann::json()}};
  return json;
}

std::string back_to(const Visit& visit, const Form& form, const std::string& done,
                    std::uint64_t seq) {
  const auto& run = visit.parameters.at("run");
  const auto path = field(form, "back");
  const auto address = path.empty() ? run_address(run) + "?" : item_address(run, path) + "&";
  return address + "done=" + url_encode(done) + "&seq=" + std::to_string(seq);
}

}  // namespace golive::board
