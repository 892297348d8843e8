#include "api/cli/program.h"

#include <CLI/CLI.hpp>
#include <array>

#include "api/cli/families.h"

namespace golive::cli {
namespace {

constexpr std::array families{add_authoring, add_running, add_serving,  add_status,
                              add_deciding,  add_working, add_steering, add_reporting,
                              add_auditing,  add_people};

}  // namespace

int run_program(int argc, char** argv) {
  CLI::App app("golive: release runbooks and go-live automation", "golive");
  Invocation chosen;
  app.set_version_flag("--version", "golive " GOLIVE_VERSION);
  app.add_option("--data", chosen.data, "Where everything is kept (~/.local/share/golive)")
      ->envname("GOLIVE_DATA");
  app.add_option("--as-token", chosen.token, "Act as the holder of this token")
      ->envname("GOLIVE_TOKEN");
  app.footer(
      "Exit codes: 0 done; 1 the plan or the run says no; 2 wrong use, or a runbook that cannot "
      "be\n"
      "loaded; 3 the engine failed or does not answer.");
  app.require_subcommand(1);
  app.fallthrough();  // --data may stand anywhere
  for (const auto add : families) add(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_done : exit_wrong_use;
  }
  return chosen.action();
}

}  // namespace golive::cli
