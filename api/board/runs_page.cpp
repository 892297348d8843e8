// All runs: what waits for the visitor first, then the runs that go on, then those that are over.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "rim/system_clock.h"

namespace golive::board {
namespace {

constexpr std::size_t shown_at_once = 100, past_runs_shown = 30;  // a page of 150 kB

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

// How many were too many, as a text; empty if none were.
template <class Each>
std::string cut(std::vector<Each>& list, std::size_t most) {
  if (list.size() <= most) return {};
  auto more = std::to_string(list.size() - most);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(most), list.end());
  return more;
}

nlohmann::json told_mine(const Look& look, std::size_t number) {
  const auto waiting = waiting_for(look.run);
  if (number >= waiting.size()) return {};  // settled since
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
  const auto now = SystemClock().now();
  auto chosen = chosen_of(visit, now);
  if (!chosen) return refusal(visit, chosen.error());
  nlohmann::json context{{"title", visit.words.word("board", "runs")},
                         {"mine", nlohmann::json::array()},
                         {"under_way", nlohmann::json::array()},
                         {"past", nlohmann::json::array()},
                         {"more_mine", cut(chosen->mine, shown_at_once)},
                         {"more_under_way", cut(chosen->under_way, shown_at_once)}};
  cut(chosen->past, past_runs_shown);
  Result<void> shown;
  const auto add = [&](const char* list, const RunId& id, const auto& tell) {
    if (!shown) return;
    shown = visit.folds.show(id, [&](const Run& run) {
      if (auto told = tell(look_at(visit, run, now)); !told.is_null())
        context[list].push_back(std::move(told));
    });
  };
  for (const Mine& each : chosen->mine)
    add("mine", each.run, [&](const Look& look) { return told_mine(look, each.number); });
  for (const RunId& id : chosen->under_way) add("under_way", id, told_run);
  for (const RunId& id : chosen->past) add("past", id, told_run);
  if (!shown) return refusal(visit, shown.error());
  context["nothing_waits"] = context["mine"].empty();
  context["has_past"] = !context["past"].empty();
  context["none"] = context["past"].empty() && context["under_way"].empty();
  context["live"] = "all";
  return page(visit, "runs", std::move(context));
}

}  // namespace golive::board
