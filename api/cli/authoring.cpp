// check: what an author asks of a runbook. Nothing is started or kept.
#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/new_run.h"
#include "api/socket/error_json.h"

namespace golive::cli {
namespace {

// "1 phase", "2 phases"
std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

int check(const std::string& runbook, bool as_json) {
  const auto loaded = load_runbook(runbook);
  if (!as_json) {
    if (!loaded) return failed(loaded.error());
    return done(fmt::format("{}: {}, {}; no errors. Plan {}.", loaded->plan.title,
                            counted(loaded->plan.phases.size(), "phase"),
                            counted(loaded->plan.items.size(), "item"),
                            loaded->plan.hash.substr(0, 12)));
  }
  if (loaded)
    return done(nlohmann::json{{"ok", true},
                               {"plan", loaded->plan.id},
                               {"hash", loaded->plan.hash},
                               {"items", loaded->plan.items.size()}}
                    .dump());
  done(nlohmann::json{{"ok", false}, {"error", error_to_json(loaded.error())}}.dump());
  return exit_code(loaded.error().kind);
}

}  // namespace

void add_authoring(CLI::App& app, Invocation& chosen) {
  struct Asked {
    std::string runbook;
    bool as_json = false;
  };
  const auto asked = std::make_shared<Asked>();
  const std::string what = "A folder with runbook.lua, or a .lua file";
  auto* checking = app.add_subcommand("check", "Load a runbook and say what is wrong with it");
  checking->add_option("RUNBOOK", asked->runbook, what)->required();
  checking->add_flag("--json", asked->as_json, "For machines");
  checking->callback([&chosen, asked] {
    chosen.action = [asked] { return check(asked->runbook, asked->as_json); };
  });
}

}  // namespace golive::cli
