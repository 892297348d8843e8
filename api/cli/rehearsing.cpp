// rehearsals: a plan, or one run of it, held against the rehearsals in the data directory.
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/new_run.h"
#include "api/rehearsals.h"
#include "view/comparison.h"

namespace golive::cli {
namespace {

struct RehearsalsAsked {
  std::string of;
  bool as_json = false;
};

int tell_rehearsals(const Plan& plan, const std::vector<Measured>& rehearsals,
                    const Measured* actual, bool as_json) {
  if (as_json) return done(comparison_view(plan, rehearsals, actual).dump(2));
  auto text = comparison_text(plan, rehearsals, actual);
  text.pop_back();  // done() ends the line
  return done(text);
}

int rehearsals_of_plan(LogReader& reader, const RehearsalsAsked& asked) {
  const auto loaded = load_runbook(asked.of);
  if (!loaded) return failed(loaded.error(), asked.as_json);
  const auto rehearsals = Rehearsals().of(reader, loaded->plan.id);
  if (!rehearsals) return failed(rehearsals.error(), asked.as_json);
  return tell_rehearsals(loaded->plan, *rehearsals, nullptr, asked.as_json);
}

int rehearsals_of_run(LogReader& reader, const RehearsalsAsked& asked) {
  RunLog log(asked.of);
  Meter meter;
  const auto read =
      log.read_on(reader, [&meter](const Run& run, const Event& event) { meter.see(run, event); });
  if (!read) return failed(read.error(), asked.as_json);
  const auto rehearsals = Rehearsals().beside(reader, log.run());
  if (!rehearsals) return failed(rehearsals.error(), asked.as_json);
  const auto actual = meter.measured(log.run());
  return tell_rehearsals(*log.run().plan, *rehearsals, &actual, asked.as_json);
}

}  // namespace

void add_rehearsing(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<RehearsalsAsked>();
  auto* command = app.add_subcommand(
      "rehearsals", "What the rehearsals of a plan took, and how a run compares with them");
  command
      ->add_option("RUN", asked->of,
                   "A run's id; or a folder with runbook.lua, or a .lua file: that plan")
      ->required();
  command->add_flag("--json", asked->as_json, "For machines");
  command->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      const auto reader = open_logs(chosen);
      if (!reader) return failed(reader.error(), asked->as_json);
      return std::filesystem::exists(asked->of) ? rehearsals_of_plan(**reader, *asked)
                                                : rehearsals_of_run(**reader, *asked);
    };
  });
}

}  // namespace golive::cli
