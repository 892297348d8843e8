#include "api/simulation/many_runs.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "base/limits.h"
#include "sim/drawing.h"
#include "view/shown_time.h"

namespace golive {
namespace {

struct Summary {
  std::vector<Instant> opened = {};  // ascending, as the durations
  std::vector<Duration> downtimes = {};
  std::size_t on_time = 0;
  std::map<std::string, std::size_t> ends = {};
  std::vector<std::pair<std::string, std::size_t>> causes = {};  // the most frequent first
};

Summary summary_of(const std::vector<RunResult>& results) {
  Summary summary;
  std::map<std::string, std::size_t> causes;
  for (const RunResult& result : results) {
    if (result.opened) summary.opened.push_back(*result.opened);
    if (result.downtime) summary.downtimes.push_back(*result.downtime);
    summary.on_time += on_time(result) ? 1 : 0;
    ++summary.ends[result.end];
    if (!result.cause.empty()) ++causes[result.cause];
  }
  std::sort(summary.opened.begin(), summary.opened.end());
  std::sort(summary.downtimes.begin(), summary.downtimes.end());
  summary.causes.assign(causes.begin(), causes.end());
  std::stable_sort(summary.causes.begin(), summary.causes.end(),
                   [](const auto& one, const auto& other) { return one.second > other.second; });
  return summary;
}

Result<RunResult> one_run(const Simulation& simulation, std::uint64_t seed) {
  const auto simulated = simulate(simulation, seed);
  if (!simulated) return tl::unexpected(simulated.error());
  const auto account = account_of(simulated->events);
  if (!account) return tl::unexpected(account.error());
  return result_of(*simulated, *account, seed);
}

std::optional<Duration> planned_downtime(const Simulation& simulation) {
  std::optional<Instant> from, to;
  for (ItemIndex index = 0; index < simulation.plan->items.size(); ++index) {
    const auto& does = simulation.plan->items[index].does;
    const auto& end = simulation.timeline->items[index].end;
    if (!from && does == "downtime_start") from = end;
    if (!to && does == "opening") to = end;
  }
  if (!from || !to || *to < *from) return std::nullopt;
  return *to - *from;
}

std::string share_of(std::size_t some, std::size_t all) {
  return fmt::format("{} of {} ({:.1f} %)", some, all,
                     100.0 * static_cast<double>(some) / static_cast<double>(all));
}

std::string opening_text(const Simulation& simulation, ItemIndex opening, const Summary& summary,
                         std::size_t runs) {
  const Timeline& timeline = *simulation.timeline;
  const auto shown = [&](Instant at) { return day_and_clock(timeline, at); };
  const auto planned = timeline.items[opening].start;
  std::string text =
      fmt::format("Opening: {}\n  planned    {}\n", simulation.plan->items[opening].path,
                  planned ? shown(*planned) : "at no time (give it one: at = \"10:30\")");
  if (planned) text += fmt::format("  on time    {}\n", share_of(summary.on_time, runs));
  if (!summary.opened.empty())
    text += fmt::format("  p50        {}\n  p90        {}\n  latest     {}\n",
                        shown(percentile(summary.opened, 50)),
                        shown(percentile(summary.opened, 90)), shown(summary.opened.back()));
  if (const auto never = runs - summary.opened.size(); never > 0)
    text += fmt::format("  not open   {}\n", share_of(never, runs));
  return text;
}

}  // namespace

std::vector<std::string> without_estimate(const Simulation& simulation) {
  const Plan& plan = *simulation.plan;
  std::vector<std::string> paths;
  for (ItemIndex index = 0; index < plan.items.size(); ++index)
    if (lacks_estimate(plan.items[index]) &&
        !is_measured(plan, index, Slot::action, simulation.measured))
      paths.push_back(plan.items[index].path);
  return paths;
}

std::vector<std::string> with_measurement(const Simulation& simulation) {
  const Plan& plan = *simulation.plan;
  std::vector<std::string> paths;
  for (ItemIndex index = 0; index < plan.items.size(); ++index)
    if (is_measured(plan, index, Slot::action, simulation.measured))
      paths.push_back(plan.items[index].path);
  return paths;
}

Result<std::vector<RunResult>> simulate_many(const Simulation& simulation, std::uint64_t first,
                                             std::size_t runs) {
  std::vector<Result<RunResult>> results(runs);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t run = next++; run < runs; run = next++)
      results[run] = one_run(simulation, first + run);
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t count = 1; count < std::min(limits::simulation_threads, runs); ++count)
      threads.emplace_back(work);
    work();
  }
  std::vector<RunResult> good;
  for (auto& result : results) {
    if (!result) return tl::unexpected(result.error());
    good.push_back(std::move(*result));
  }
  return good;
}

std::string statistics_text(const Simulation& simulation, const std::vector<RunResult>& results) {
  const Summary summary = summary_of(results);
  std::string text = fmt::format(
      "{}\n{} simulated runs, J = {} ({}), seeds {} to {}; plan {}\n\n", simulation.plan->title,
      results.size(), to_text(simulation.timeline->j), simulation.plan->timezone,
      results.front().seed, results.back().seed, simulation.plan->hash.substr(0, 12));
  if (const auto opening = opening_of(*simulation.plan))
    text += opening_text(simulation, *opening, summary, results.size());
  else
    text += "Nothing in this plan does = \"opening\": no opening time can be told.\n";
  if (!summary.downtimes.empty()) {
    const auto planned = planned_downtime(simulation);
    text += fmt::format("\nDowntime\n  planned    {}\n  p50        {}\n  p90        {}\n",
                        planned ? to_text(*planned) : "not stated",
                        to_text(percentile(summary.downtimes, 50)),
                        to_text(percentile(summary.downtimes, 90)));
  }
  if (!summary.causes.empty()) text += "\nWhat kept it from opening on time\n";
  for (std::size_t i = 0; i < std::min(summary.causes.size(), limits::simulation_causes); ++i)
    text += fmt::format("  {:>5}  {}\n", summary.causes[i].second, summary.causes[i].first);
  text += "\nHow the runs ended\n";
  for (const auto& [end, count] : summary.ends) text += fmt::format("  {:>5}  {}\n", count, end);
  return text;
}

nlohmann::json statistics_json(const Simulation& simulation,
                               const std::vector<RunResult>& results) {
  using nlohmann::json;
  const Summary summary = summary_of(results);
  const Timeline& timeline = *simulation.timeline;
  json told{{"plan", simulation.plan->id},
            {"hash", simulation.plan->hash},
            {"j", to_text(timeline.j)},
            {"seed", results.front().seed},
            {"runs", results.size()},
            {"ends", summary.ends},
            {"causes", json::array()},
            {"assumed", without_estimate(simulation)},
            {"rehearsals", simulation.measured.rehearsals},
            {"measured", with_measurement(simulation)},
            {"opening", nullptr},
            {"downtime", nullptr}};
  for (const auto& [cause, count] : summary.causes)
    told["causes"].push_back({{"cause", cause}, {"runs", count}});
  const auto at = [&](std::size_t percent) {
    return summary.opened.empty() ? json()
                                  : shown_time(timeline, percentile(summary.opened, percent));
  };
  if (const auto opening = opening_of(*simulation.plan))
    told["opening"] = {{"item", simulation.plan->items[*opening].path},
                       {"planned", shown_time(timeline, timeline.items[*opening].start)},
                       {"on_time", summary.on_time},
                       {"opened", summary.opened.size()},
                       {"p50", at(50)},
                       {"p90", at(90)},
                       {"latest", at(100)}};
  if (!summary.downtimes.empty()) {
    const auto planned = planned_downtime(simulation);
    told["downtime"] = {{"planned_ms", planned ? json(planned->count()) : json()},
                        {"p50_ms", percentile(summary.downtimes, 50).count()},
                        {"p90_ms", percentile(summary.downtimes, 90).count()}};
  }
  return told;
}

}  // namespace golive
