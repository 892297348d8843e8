#include "api/new_run.h"

#include <algorithm>
#include <chrono>
#include <memory>

#include "api/lateness.h"
#include "api/runbook_folder.h"
#include "lua/loader.h"
#include "rim/zone.h"

namespace golive {
namespace {

// The environment asked for, or the only one that the mode allows.
Result<std::string> choose_environment(const Plan& plan, const request::CreateRun& request) {
  if (!request.environment.empty()) return request.environment;
  std::string known;
  std::vector<std::string> fitting;
  for (const auto& each : plan.environments) {
    if (each.live != (request.mode == Mode::live)) continue;
    (known += known.empty() ? "" : ", ") += each.id;
    fitting.push_back(each.id);
  }
  if (fitting.size() == 1) return fitting.front();
  const std::string mode =
      request.mode == Mode::live ? "live run" : std::string(text_of(request.mode));
  if (known.empty())
    return fail(ErrorKind::invalid, "the plan has no environment for a " + mode, "environment",
                "add one to the plan, or choose another mode");
  return fail(ErrorKind::invalid, "the plan has several environments for a " + mode, "environment",
              "choose one of " + known + " by --env");
}

Result<Drill> drill_of(const request::CreateRun& request, const Plan& plan,
                       const Timeline& timeline) {
  Scenario scenario;
  for (const auto& item : request.fail) scenario.failing.push_back({item, 0, "--fail"});
  for (const auto& role : request.absent) scenario.absences.push_back({role, {}, {}, "--absent"});
  for (const auto& word : request.late)
    if (auto added = add_lateness(scenario, word); !added)
      return tl::unexpected<Error>(added.error());
  return resolve_drill(scenario, plan, timeline);
}

constexpr Date any_date = std::chrono::year(2027) / 1 / 1;

// "runbook.lua:3", where its text first has that word.
std::string place_of(std::string_view word, const RunbookText& text) {
  const auto& main = text.files.at(text.main);
  const auto at = main.find(word);
  if (at == std::string::npos) return text.main;
  const auto end = main.begin() + static_cast<std::ptrdiff_t>(at);
  return text.main + ":" + std::to_string(1 + std::count(main.begin(), end, '\n'));
}

Result<LoadedRunbook> load(const RunbookText& text, const std::filesystem::path& runbook) {
  auto loaded = load_runbook(text);
  const auto names_file = [](const std::string& place) {
    const auto has = [&](const char* ending) { return place.find(ending) != std::string::npos; };
    return has(".lua") || has(".txt") || has(".ics");
  };
  if (!loaded && names_file(loaded.error().place))
    loaded.error().place = place_in(runbook, loaded.error().place);
  return loaded;
}

}  // namespace

Result<LoadedRunbook> load_runbook(const RunbookText& text) {
  auto loaded = LuaLoader().load(text);
  if (loaded && !loaded->plan.timezone.empty()) {
    // A runbook is loaded without the machine's zone files.
    const auto zone = zone_rules(loaded->plan.timezone, any_date);
    if (!zone) loaded = tl::unexpected(zone.error());
    if (!zone) loaded.error().place = place_of("timezone", text);
  }
  return loaded;
}

Result<LoadedRunbook> load_runbook(const std::filesystem::path& runbook) {
  const auto folder = read_runbook(runbook);
  if (!folder) return tl::unexpected<Error>(folder.error());
  return load(folder->text, runbook);
}

std::string place_in(const std::filesystem::path& runbook, const std::string& place) {
  const bool is_file = runbook.extension() == ".lua";
  return ((is_file ? runbook.parent_path() : runbook) / place).string();
}

Result<Timeline> timeline_of(const Plan& plan, Date j) {
  if (plan.timezone.empty())
    return fail(ErrorKind::unloadable, "the plan has no time zone", plan.place,
                "add timezone = \"Europe/Paris\", or the one that you mean");
  auto zone = zone_rules(plan.timezone, j);
  if (!zone) return tl::unexpected<Error>(zone.error());
  return resolve_timeline(plan, j, std::move(*zone));
}

Result<PreparedRun> prepare_run(const request::CreateRun& request) {
  if (request.mode == Mode::simulation)
    return fail(ErrorKind::invalid, "a run is live or a rehearsal; a simulation has no effects",
                "mode", "choose rehearsal or live");
  const auto folder = read_runbook(request.runbook);
  if (!folder) return tl::unexpected<Error>(folder.error());
  auto loaded = load(folder->text, request.runbook);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  auto timeline = timeline_of(loaded->plan, request.j);
  if (!timeline) return tl::unexpected<Error>(timeline.error());
  auto environment = choose_environment(loaded->plan, request);
  if (!environment) return tl::unexpected<Error>(environment.error());
  auto drill = drill_of(request, loaded->plan, *timeline);
  if (!drill) return tl::unexpected<Error>(drill.error());
  if (request.mode == Mode::live && is_drill(*drill))
    return fail(ErrorKind::invalid, "a live run is no drill: nothing is made to go wrong in it",
                "mode", "--fail, --absent and --late are for rehearsals and simulations");
  NewRun run;
  run.drill = *std::move(drill);
  run.plan = std::make_shared<const Plan>(std::move(loaded->plan));
  run.timeline = std::make_shared<const Timeline>(std::move(*timeline));
  run.folder = folder->folder.string();
  run.environment = std::move(*environment);
  run.mode = request.mode;
  run.parameters = request.parameters;
  return PreparedRun{std::move(run), std::move(loaded->archive)};
}

}  // namespace golive
