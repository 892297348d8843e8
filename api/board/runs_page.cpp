// All runs: what waits for the visitor first, then the runs that go on, then those that are over.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "api/board/telling.h"
#include "api/rest/target.h"
#include "rim/system_clock.h"

namespace golive::board {
namespace {

constexpr std::size_t shown_at_once = 100, past_at_once = 30;  // a page of 150 kB

// Something that waits for the visitor: the how manieth of what its run waits for.
struct Mine {
  Instant due;  // of its run's clock; without one, after all others
  RunId run;
  std::size_t number;
};

// What the page will show. Of thousands of runs, only these are told in words.
struct Chosen {
  std::vector<Mine> mine;
  std::vector<RunId> under_way = {}, past = {};
};

Look look_at(const Visit& visit, const Run& run, Instant now) {
  return {visit, run, run_time(run, now), visit.words, Phrase(run, visit.words)};
}

void choose(const Look& look, Chosen& chosen) {
  const Run& run = look.run;
  std::size_t number = 0;
  for (const auto& waiting : waiting_for(run)) {
    const auto due = waiting.due ? *waiting.due + run.offset : Instant::max();
    if (is_mine(look, waiting)) chosen.mine.push_back({due, run.id, number});
    ++number;
  }
  (is_final(run) ? chosen.past : chosen.under_way).push_back(run.id);
}

Result<Chosen> chosen_of(const Visit& visit, Instant now) {
  Chosen chosen;
  const auto shown = visit.folds.show_all([&](const Run& run) {
    if (run.plan != nullptr) choose(look_at(visit, run, now), chosen);
  });
  if (!shown) return tl::unexpected<Error>(shown.error());
  // The one whose time is up first stands first; of runs, the newest.
  std::stable_sort(chosen.mine.begin(), chosen.mine.end(),
                   [](const Mine& one, const Mine& other) { return one.due < other.due; });
  std::reverse(chosen.under_way.begin(), chosen.under_way.end());
  std::reverse(chosen.past.begin(), chosen.past.end());
  return chosen;
}

std::size_t pages_of(const std::vector<RunId>& runs, std::size_t size) {
  return (runs.size() + size - 1) / size;
}

// What stands on a page of a list; the first is 1.
std::span<const RunId> page_of(const std::vector<RunId>& runs, std::size_t number,
                               std::size_t size) {
  const auto from = std::min((number - 1) * size, runs.size());
  return std::span(runs).subspan(from, std::min(size, runs.size() - from));
}

nlohmann::json told_mine(const Look& look, std::size_t number) {
  const auto waiting = waiting_for(look.run);
  // Something may have been settled since, and all that follows moved up.
  if (number >= waiting.size() || !is_mine(look, waiting[number])) return {};
  auto mine = told(look, waiting[number]);
  mine["run"] = head_of(look);
  return mine;
}

nlohmann::json told_run(const Look& look) {
  const auto waiting = waiting_for(look.run);
  const auto others = std::count_if(waiting.begin(), waiting.end(),
                                    [&](const auto& each) { return !is_mine(look, each); });
  auto run = head_of(look);
  run["waits"] = others == 0 ? "" : std::to_string(others);
  return run;
}

}  // namespace

rest::HttpResponse show_runs(const Visit& visit) {
  const auto page_number = rest::number_in(visit.query, "page", 1);
  if (!page_number) return refusal(visit, page_number.error());
  const auto now = SystemClock().now();
  const auto chosen = chosen_of(visit, now);
  if (!chosen) return refusal(visit, chosen.error());
  const auto pages = std::max({std::size_t{1}, pages_of(chosen->under_way, shown_at_once),
                               pages_of(chosen->past, past_at_once)});
  const auto number = std::clamp<std::size_t>(*page_number, 1, pages);
  nlohmann::json context{{"title", visit.words.word("board", "runs")},
                         {"mine", nlohmann::json::array()},
                         {"under_way", nlohmann::json::array()},
                         {"past", nlohmann::json::array()}};
  Result<void> shown;
  const auto add = [&](const char* list, const RunId& id, const auto& tell) {
    if (!shown) return;
    shown = visit.folds.show(id, [&](const Run& run) {
      if (auto told = tell(look_at(visit, run, now)); !told.is_null())
        context[list].push_back(std::move(told));
    });
  };
  const auto asked_now =
      std::span(chosen->mine).first(std::min(chosen->mine.size(), shown_at_once));
  for (const Mine& each : asked_now)
    add("mine", each.run, [&](const Look& look) { return told_mine(look, each.number); });
  for (const RunId& id : page_of(chosen->under_way, number, shown_at_once))
    add("under_way", id, told_run);
  for (const RunId& id : page_of(chosen->past, number, past_at_once)) add("past", id, told_run);
  if (!shown) return refusal(visit, shown.error());
  const auto more_mine = chosen->mine.size() - asked_now.size();
  context["more_mine"] = more_mine == 0 ? "" : std::to_string(more_mine);
  context["nothing_waits"] = context["mine"].empty();
  context["has_under_way"] = number == 1 || !context["under_way"].empty();
  context["has_past"] = !context["past"].empty();
  context["newer"] = number > 1 ? std::to_string(number - 1) : "";
  context["older"] = number < pages ? std::to_string(number + 1) : "";
  context["live"] = "all";
  return page(visit, "runs", std::move(context));
}

}  // namespace golive::board
