// simulate: a plan in virtual time, once as a story, or often as figures. Nothing is done or kept.
#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/lateness.h"
#include "api/new_run.h"
#include "api/rehearsals.h"
#include "api/runbook_folder.h"
#include "api/simulation/many_runs.h"
#include "api/simulation/story.h"
#include "base/limits.h"
#include "lua/scenario_file.h"
#include "view/shown_time.h"

namespace golive::cli {
namespace {

struct SimulationAsked {
  std::string runbook, j, environment, scenario;
  std::uint64_t seed = 1;
  std::size_t runs = 1;
  std::vector<std::string> failing, absent, late;
  bool as_json = false, rehearsals = false;
};

Result<Scenario> read_scenario(const std::string& path) {
  if (path.empty()) return Scenario{};
  const auto text = read_lua_file(path);
  if (!text) return tl::unexpected<Error>(text.error());
  const std::filesystem::path file(path);
  auto scenario = load_scenario(file.filename().string(), *text);
  if (!scenario && file.has_parent_path())
    scenario.error().place = (file.parent_path() / scenario.error().place).string();
  return scenario;
}

Result<Simulation> prepare(const Invocation& invocation, const SimulationAsked& asked) {
  const auto date = parse_date(asked.j);
  if (!date) return tl::unexpected<Error>(date.error());
  const auto loaded = load_runbook(asked.runbook);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  auto timeline = timeline_of(loaded->plan, *date);
  if (!timeline) {
    auto& place = timeline.error().place;
    if (!place.empty()) place = place_in(asked.runbook, place);
    timeline.error().kind = ErrorKind::conflict;  // it can be represented: a finding about this J
    return tl::unexpected<Error>(timeline.error());
  }
  auto scenario = read_scenario(asked.scenario);
  if (!scenario) return tl::unexpected<Error>(scenario.error());
  for (const auto& item : asked.failing) scenario->failing.push_back({item, 0, "--fail"});
  for (const auto& role : asked.absent)
    scenario->absences.push_back({role, Moment{}, Moment{}, "--absent"});  // all of J
  for (const auto& word : asked.late)
    if (auto added = add_lateness(*scenario, word); !added)
      return tl::unexpected<Error>(added.error());
  auto simulation =
      prepare_simulation(loaded->plan, std::move(*timeline), *scenario, asked.environment);
  if (!simulation || !asked.rehearsals) return simulation;
  const auto reader = open_logs(invocation);
  if (!reader) return tl::unexpected<Error>(reader.error());
  const auto rehearsals = Rehearsals().of(**reader, loaded->plan.id);
  if (!rehearsals) return tl::unexpected<Error>(rehearsals.error());
  simulation->measured = measurements_of(loaded->plan, *rehearsals);
  return simulation;
}

// What one run came to, after its story.
std::string summary_text(const Simulation& simulation, const Account& account,
                         const RunResult& result) {
  const Timeline& timeline = *simulation.timeline;
  std::string text;
  if (const auto opening = opening_of(*simulation.plan)) {
    const auto planned = timeline.items[*opening].start;
    text += fmt::format("Opening   {}, {}{}\n",
                        planned ? "planned " + day_and_clock(timeline, *planned) : "not planned",
                        result.opened ? "simulated " + day_and_clock(timeline, *result.opened)
                                      : "did not take place, or was taken back",
                        !result.lateness  ? ""
                        : on_time(result) ? ", on time"
                                          : ", " + to_text(*result.lateness) + " late");
  }
  if (result.downtime)
    text += fmt::format(
        "Downtime  {}, simulated {}\n",
        account.downtime.planned ? "planned " + to_text(*account.downtime.planned) : "not planned",
        to_text(*result.downtime));
  if (!result.cause.empty()) text += fmt::format("Because   {}\n", result.cause);
  return text + fmt::format("End       {}\n", result.end);
}

// Where the durations come from, if not from estimates.
std::string sources_text(const Simulation& simulation, const SimulationAsked& asked) {
  std::string text;
  const auto measured = with_measurement(simulation);
  if (asked.rehearsals && measured.empty())
    text += "No rehearsal of this plan has measured anything: durations are drawn by estimates\n";
  if (!measured.empty())
    text += fmt::format(
        "Measured in {} {}, so drawn from that: {}{}\n", simulation.measured.rehearsals,
        simulation.measured.rehearsals == 1 ? "rehearsal" : "rehearsals", measured.front(),
        measured.size() > 1 ? fmt::format(" and {} more", measured.size() - 1) : "");
  const auto paths = without_estimate(simulation);
  if (paths.empty()) return text;
  return text + fmt::format("Without an estimate, so a minute is assumed (a task: 15): {}{}\n",
                            paths.front(),
                            paths.size() > 1 ? fmt::format(" and {} more", paths.size() - 1) : "");
}

int tell_one(const Simulation& simulation, const SimulationAsked& asked) {
  const auto simulated = simulate(simulation, asked.seed);
  if (!simulated) return failed(simulated.error(), asked.as_json);
  const auto account = account_of(simulated->events);
  if (!account) return failed(account.error(), asked.as_json);
  const auto result = result_of(*simulated, *account, asked.seed);
  const auto story = story_of(simulated->events);
  const Plan& plan = *simulation.plan;
  const Timeline& timeline = *simulation.timeline;
  if (asked.as_json) {
    auto told = statistics_json(simulation, {result});
    told["stuck"] = simulated->stuck;
    told["timeline"] = story_json(plan, timeline, story);
    done(told.dump(2));
  } else {
    say(fmt::format("{}\nSimulated, J = {} ({}), seed {}; plan {}\n\n{}\n{}{}", plan.title,
                    to_text(timeline.j), plan.timezone, asked.seed, plan.hash.substr(0, 12),
                    story_text(plan, timeline, story), summary_text(simulation, *account, result),
                    sources_text(simulation, asked)));
    if (!simulated->stuck.empty()) say("It stands still: " + simulated->stuck + "\n");
  }
  return result.end == "completed" ? exit_done : exit_no;
}

int tell_many(const Simulation& simulation, const SimulationAsked& asked) {
  const auto results = simulate_many(simulation, asked.seed, asked.runs);
  if (!results) return failed(results.error(), asked.as_json);
  if (asked.as_json) return done(statistics_json(simulation, *results).dump(2));
  say(statistics_text(simulation, *results) + sources_text(simulation, asked));
  return exit_done;
}

int simulate(const Invocation& invocation, const SimulationAsked& asked) {
  const auto simulation = prepare(invocation, asked);
  if (!simulation) return failed(simulation.error(), asked.as_json);
  return asked.runs == 1 ? tell_one(*simulation, asked) : tell_many(*simulation, asked);
}

}  // namespace

void add_simulating(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<SimulationAsked>();
  auto* command = app.add_subcommand(
      "simulate", "Play a runbook in virtual time, without effects: its story, or its odds");
  command->add_option("RUNBOOK", asked->runbook, "A folder with runbook.lua, or a .lua file")
      ->required();
  command->add_option("--j", asked->j, "The go-live day, YYYY-MM-DD")->required();
  command->add_option("--seed", asked->seed, "The same seed tells the same story")
      ->capture_default_str();
  command->add_option("--runs", asked->runs, "That many runs, by the seed and those after it")
      ->capture_default_str()
      ->check(CLI::Range(std::size_t{1}, limits::simulation_runs));
  command->add_option("--env", asked->environment, "An environment of the plan (its live one)");
  command->add_option("--scenario", asked->scenario, "A Lua file that says what goes wrong");
  command->add_option("--fail", asked->failing, "ITEM fails each time; a gate: no-go")
      ->type_name("ITEM")
      ->expected(1)
      ->take_all();
  command->add_option("--absent", asked->absent, "Nobody with ROLE is there on J")
      ->type_name("ROLE")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--late", asked->late, "Every answer comes that much later; ITEM=20m: that item")
      ->type_name("[ITEM=]DURATION")
      ->expected(1)
      ->take_all();
  command->add_flag("--rehearsals", asked->rehearsals,
                    "Durations from what the rehearsals in the data directory have measured");
  command->add_flag("--json", asked->as_json, "For machines");
  command->callback(
      [&chosen, asked] { chosen.action = [&chosen, asked] { return simulate(chosen, *asked); }; });
}

}  // namespace golive::cli
