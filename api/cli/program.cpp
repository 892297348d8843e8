#include "api/cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "base/utf8.h"

namespace golive::cli {
namespace {

constexpr std::array families{
    add_creating,   add_checking, add_planning, add_importing,  add_simulating, add_testing,
    add_running,    add_serving,  add_status,   add_inbox,      add_deciding,   add_entrusting,
    add_evidencing, add_working,  add_steering, add_moving,     add_amending,   add_rehearsing,
    add_reporting,  add_auditing, add_people,   add_annotating, add_noticing,   add_sharing};

// CLI11 says of a word that is no command that a command is missing.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  const auto* level = &app;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--data" || word == "--as-token") ++i;
    if (word.starts_with("-")) continue;
    const auto commands = level->get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty()) return {};
    std::vector<std::string> names;
    for (const auto* command : commands) names.push_back(command->get_name());
    const auto known = std::find(names.begin(), names.end(), word);
    if (known == names.end()) {
      const auto close = closest(word, names);
      const auto path = level == &app ? std::string() : level->get_name() + " ";
      return "there is no command \"" + path + word + "\"; " +
             (close.empty() ? "golive " + path + "--help lists them"
                            : "did you mean \"" + path + std::string(close) + "\"?");
    }
    level = commands[static_cast<std::size_t>(known - names.begin())];
  }
  return {};
}

// Where commands end too early: `golive user`. Empty if none is missing.
std::string missing_command(const CLI::App& app) {
  const auto* level = &app;
  std::string path = "golive";
  for (auto chosen = level->get_subcommands(); !chosen.empty(); chosen = level->get_subcommands()) {
    level = chosen.front();
    path += " " + level->get_name();
  }
  const auto commands = level->get_subcommands([](const CLI::App*) { return true; });
  if (commands.empty()) return {};
  if (level == &app) return path + " needs a command; golive --help lists them";
  std::string names;
  for (const auto* command : commands) names += (names.empty() ? "" : ", ") + command->get_name();
  return path + " needs a command: " + names;
}

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
    auto wrong = unknown_command(app, argc, argv);
    if (wrong.empty() && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError))
      wrong = missing_command(app);
    if (error.get_exit_code() != 0 && !wrong.empty())
      return failed({ErrorKind::invalid, wrong, {}, {}});
    return app.exit(error) == 0 ? exit_done : exit_wrong_use;
  }
  return chosen.action();
}

}  // namespace golive::cli
