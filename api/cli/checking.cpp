// check: loads a runbook, and says what a careful reader would. Nothing is started or kept.
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/findings_text.h"
#include "api/cli/terminal.h"
#include "api/new_run.h"
#include "core/lint.h"
#include "lua/loader.h"
#include "rim/zone.h"

namespace golive::cli {
namespace {

struct CheckAsked {
  std::string runbook, j;
  bool as_json = false;
};

// What a runbook comes to, for one J if there is one.
Result<CheckedPlan> look_at(const CheckAsked& asked) {
  auto loaded = load_runbook(asked.runbook);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  const auto text = from_archive(loaded->archive);
  if (!text) return tl::unexpected<Error>(text.error());
  LintScope scope{.files = &text->files};
  ZoneRules zone;
  if (!asked.j.empty()) {
    const auto j = parse_date(asked.j);
    if (!j) return tl::unexpected<Error>(j.error());
    scope.j = *j;
    if (!loaded->plan.timezone.empty()) {
      auto rules = zone_rules(loaded->plan.timezone, *j);
      if (!rules) return tl::unexpected<Error>(rules.error());
      zone = std::move(*rules);
      scope.zone = &zone;
    }
  }
  CheckedPlan checked{lint(loaded->plan, scope), {}};
  for (Finding& each : checked.findings)
    if (!each.place.empty()) each.place = place_in(asked.runbook, each.place);
  checked.plan = std::move(loaded->plan);
  return checked;
}

int check(const CheckAsked& asked) {
  const auto checked = look_at(asked);
  if (checked) {
    done(asked.as_json ? findings_json(*checked) : findings_text(*checked, shows_colour()));
    return open_findings(*checked) == 0 ? exit_done : exit_no;
  }
  return failed(checked.error(), asked.as_json);
}

}  // namespace

void add_checking(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<CheckAsked>();
  auto* checking = app.add_subcommand("check", "Load a runbook and say what is wrong with it");
  checking->add_option("RUNBOOK", asked->runbook, "A folder with runbook.lua, or a .lua file")
      ->required();
  checking->add_option("--j", asked->j,
                       "The go-live day, YYYY-MM-DD: for working days, and clocks that change");
  checking->add_flag("--json", asked->as_json, "For machines");
  checking->callback([&chosen, asked] { chosen.action = [asked] { return check(*asked); }; });
}

}  // namespace golive::cli
