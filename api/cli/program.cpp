#include "api/cli/program.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "base/utf8.h"

namespace golive::cli {
namespace {

constexpr std::array families{
    add_creating, add_checking,   add_planning,   add_importing, add_simulating,
    add_testing,  add_running,    add_serving,    add_status,    add_inbox,
    add_deciding, add_entrusting, add_evidencing, add_working,   add_steering,
    add_moving,   add_amending,   add_rehearsing, add_reporting, add_auditing,
    add_people,   add_annotating, add_noticing,   add_sharing,   add_examining};

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

// The command that was got to, and how it is called: "user add".
struct Chosen {
  const CLI::App* command;
  std::string path;
};

Chosen chosen_command(const CLI::App& app) {
  Chosen level{&app, {}};
  for (auto next = app.get_subcommands(); !next.empty(); next = level.command->get_subcommands())
    level = {next.front(), level.path + (level.path.empty() ? "" : " ") + next.front()->get_name()};
  return level;
}

// Where commands end too early: `golive user`. Empty if none is missing.
std::string missing_command(const CLI::App& app) {
  const auto level = chosen_command(app);
  const auto commands = level.command->get_subcommands([](const CLI::App*) { return true; });
  if (commands.empty() || !app.remaining(true).empty()) return {};
  if (level.path.empty()) return "golive needs a command; golive --help lists them";
  std::string names;
  for (const auto* command : commands) names += (names.empty() ? "" : ", ") + command->get_name();
  return "golive " + level.path + " needs a command: " + names;
}

// What is not expected, with what may have been meant.
std::string unexpected_word(const CLI::App& app, const CLI::App& command) {
  const auto word = app.remaining(true).front();
  if (!word.starts_with("-")) return "\"" + word + "\" is one word too many";
  std::vector<std::string> options;
  for (const auto* option : command.get_options())
    for (const auto& name : option->get_lnames()) options.push_back("--" + name);
  const auto close = closest(word, options);
  const auto meant = close.empty() ? "" : " (did you mean \"" + std::string(close) + "\"?)";
  return "there is no option " + word + meant;
}

// What CLI11 says, in our form.
Error wrong_use(const CLI::App& app, const CLI::ParseError& error) {
  const auto [command, path] = chosen_command(app);
  std::string what = error.what();
  constexpr std::string_view required = " is required";
  if (!app.remaining(true).empty())
    what = unexpected_word(app, *command);
  else if (what.ends_with(required))
    what.replace(what.size() - required.size(), required.size(), " is missing");
  return {ErrorKind::invalid, what, path,
          "golive " + path + (path.empty() ? "" : " ") + "--help tells how it is used"};
}

// Output that could not be written is no success.
int told_whole(int code) {
  const bool flushed = std::fflush(stdout) == 0;
  const std::string why = flushed ? "" : std::string(": ") + std::strerror(errno);
  if ((flushed && std::ferror(stdout) == 0) || code == exit_engine) return code;
  return failed({ErrorKind::storage, "the output takes no more" + why, "stdout",
                 "make room; what was asked for is done, and can be looked at again"});
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
    if (error.get_exit_code() == 0) return told_whole(app.exit(error));
    const auto as_json = [](std::string_view word) { return word == "--json"; };
    return told_whole(
        failed(wrong.empty() ? wrong_use(app, error) : Error{ErrorKind::invalid, wrong, {}, {}},
               std::any_of(argv, argv + argc, as_json)));
  }
  return told_whole(chosen.action());
}

}  // namespace golive::cli
