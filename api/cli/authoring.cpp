// plan: the timeline of a runbook. Nothing is started or kept.
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/cli/timeline_text.h"
#include "api/new_run.h"

namespace golive::cli {
namespace {

int plan(const std::string& runbook, const std::string& j, bool as_json) {
  const auto date = parse_date(j);
  if (!date) return failed(date.error());
  const auto loaded = load_runbook(runbook);
  if (!loaded) return failed(loaded.error());
  const auto timeline = timeline_of(loaded->plan, *date);
  if (!timeline) {
    failed(timeline.error());
    return exit_no;  // it can be represented: a finding about this J
  }
  return done(as_json ? timeline_json(loaded->plan, *timeline)
                      : timeline_text(loaded->plan, *timeline));
}

}  // namespace

void add_authoring(CLI::App& app, Invocation& chosen) {
  struct Asked {
    std::string runbook, j, format = "text";
  };
  const auto asked = std::make_shared<Asked>();
  const std::string what = "A folder with runbook.lua, or a .lua file";
  auto* planning = app.add_subcommand("plan", "The timeline of a runbook for one J, local and UTC");
  planning->add_option("RUNBOOK", asked->runbook, what)->required();
  planning->add_option("--j", asked->j, "The go-live day, YYYY-MM-DD")->required();
  planning->add_option("--format", asked->format, "text or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}));
  planning->callback([&chosen, asked] {
    chosen.action = [asked] { return plan(asked->runbook, asked->j, asked->format == "json"); };
  });
}

}  // namespace golive::cli
