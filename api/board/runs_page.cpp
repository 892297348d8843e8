// All runs: what waits for the visitor first, then the runs that go on, then those that are over.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "rim/system_clock.h"

namespace golive::board {
namespace {

constexpr std::size_t shown_at_once = 100, past_runs_shown = 30;  // a page of 150 kB

void add_run(const Look& look, nlohmann::json& context) {
  auto told_run = head_of(look);
  std::size_t others = 0;
  for (const auto& waiting : waiting_for(look.run)) {
    if (!is_mine(look, waiting)) {
      ++others;
      continue;
    }
    auto mine = told(look, waiting);
    mine["run"] = head_of(look);
    context["mine"].push_back(std::move(mine));
  }
  told_run["waits"] = others == 0 ? "" : std::to_string(others);
  context[is_final(look.run) ? "past" : "under_way"].push_back(std::move(told_run));
}

// The one whose time is up first stands first.
std::string urgency(const nlohmann::json& waiting) {
  const auto& due = waiting["due"];
  return due.is_null() ? "~" : due["iso"].get<std::string>();
}

// How many were too many, as a text; empty if none were.
std::string cut(nlohmann::json& list, std::size_t most) {
  if (list.size() <= most) return {};
  auto more = std::to_string(list.size() - most);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(most), list.end());
  return more;
}

}  // namespace

rest::HttpResponse show_runs(const Visit& visit) {
  nlohmann::json context{{"title", visit.words.word("board", "runs")}};
  for (const auto* list : {"mine", "under_way", "past"}) context[list] = nlohmann::json::array();
  const auto now = SystemClock().now();
  const auto shown = visit.folds.show_all([&](const Run& run) {
    if (run.plan == nullptr) return;
    add_run({visit, run, run_time(run, now), visit.words, Phrase(run, visit.words)}, context);
  });
  if (!shown) return refusal(visit, shown.error());
  std::stable_sort(context["mine"].begin(), context["mine"].end(),
                   [](const auto& a, const auto& b) { return urgency(a) < urgency(b); });
  for (const auto* list : {"under_way", "past"})
    std::reverse(context[list].begin(), context[list].end());
  context["more_mine"] = cut(context["mine"], shown_at_once);
  context["more_under_way"] = cut(context["under_way"], shown_at_once);
  auto& past = context["past"];
  cut(past, past_runs_shown);
  context["nothing_waits"] = context["mine"].empty();
  context["has_past"] = !past.empty();
  context["none"] = past.empty() && context["under_way"].empty();
  context["live"] = "all";
  return page(visit, "runs", std::move(context));
}

}  // namespace golive::board
