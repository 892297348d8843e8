// run, follow: a run started and watched from the terminal.
#include <CLI/CLI.hpp>

#include <nlohmann/json.hpp>

#include "api/cli/asked_once.h"
#include "api/cli/engine_start.h"
#include "api/cli/families.h"
#include "api/cli/follower.h"
#include "api/cli/terminal.h"

namespace golive::cli {
namespace {

struct Start {
  std::string runbook, j, environment, mode = "rehearsal";
  std::vector<std::string> parameters, failing, absent, late;
  bool detach = false;
};

Result<nlohmann::json> parameters_of(const std::vector<std::string>& given) {
  auto parameters = nlohmann::json::object();
  for (const auto& each : given) {
    const auto equals = each.find('=');
    if (equals == std::string::npos)
      return fail(ErrorKind::invalid, "\"" + each + "\" is no parameter", "--set",
                  "write NAME=VALUE");
    parameters[each.substr(0, equals)] = each.substr(equals + 1);
  }
  return parameters;
}

Result<RunId> create(const Invocation& invocation, const DataDir& dir, const Start& start) {
  const auto parameters = parameters_of(start.parameters);
  if (!parameters) return tl::unexpected<Error>(parameters.error());
  nlohmann::json request{{"op", "create_run"},
                         {"runbook", std::filesystem::absolute(start.runbook).string()},
                         {"j", start.j},
                         {"mode", start.mode},
                         {"environment", start.environment},
                         {"parameters", *parameters},
                         {"fail", start.failing},
                         {"absent", start.absent},
                         {"late", start.late}};
  if (!invocation.token.empty()) request["token"] = invocation.token;
  const auto created =
      ask_once([&] { return connect_or_start(dir); }, dir.path(), std::move(request));
  if (!created) return tl::unexpected<Error>(created.error());
  return created->at("run").get<std::string>();
}

int run(const Invocation& invocation, const Start& start) {
  const auto dir = DataDir::create(data_path(invocation));
  if (!dir) return failed(dir.error());
  const auto id = create(invocation, *dir, start);
  if (!id) return failed(id.error());
  if (start.detach) return done(*id);
  say("Run " + *id + "\n");
  return Follower(invocation, *dir, *id).follow();
}

int follow(const Invocation& invocation, const RunId& id) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return failed(dir.error());
  return Follower(invocation, *dir, id).follow();
}

void add_drill(CLI::App& command, Start& start) {
  const auto add = [&](const char* name, std::vector<std::string>& words, const char* what,
                       const char* type) {
    command.add_option(name, words, what)->type_name(type)->expected(1)->take_all();
  };
  add("--fail", start.failing, "Rehearsal: ITEM fails each time, instead of acting", "ITEM");
  add("--absent", start.absent, "Rehearsal: nobody acts as ROLE", "ROLE");
  add("--late", start.late, "Rehearsal: answers count so long after the question; ITEM=20m: its",
      "[ITEM=]DURATION");
}

void add_run(CLI::App& app, Invocation& chosen) {
  const auto start = std::make_shared<Start>();
  auto* command = app.add_subcommand("run", "Start a run of a runbook, and follow it");
  command->add_option("RUNBOOK", start->runbook, "A folder with runbook.lua, or a .lua file")
      ->required();
  command->add_option("--j", start->j, "The go-live day, YYYY-MM-DD")->required();
  command->add_option("--env", start->environment, "The environment, if the plan has several");
  command->add_option("--mode", start->mode, "rehearsal or live")
      ->capture_default_str()
      ->check(CLI::IsMember({"rehearsal", "live"}));
  command->add_option("--set", start->parameters,
                      "NAME=VALUE: a parameter in place of the environment's");
  add_drill(*command, *start);
  command->add_flag("--detach", start->detach, "Print the run's id and come back at once");
  command->footer(
      "With a terminal, asks you what is yours to decide; Ctrl-C detaches. Without one, follows "
      "the\n"
      "run to its end, also while it is held. Exit code 0: completed; 1: rolled back or aborted.");
  command->callback(
      [&chosen, start] { chosen.action = [&chosen, start] { return run(chosen, *start); }; });
}

}  // namespace

void add_running(CLI::App& app, Invocation& chosen) {
  add_run(app, chosen);
  const auto id = std::make_shared<RunId>();
  auto* command = app.add_subcommand("follow", "Come back to a run that goes on");
  command->add_option("RUN", *id, "The run's id")->required();
  command->callback(
      [&chosen, id] { chosen.action = [&chosen, id] { return follow(chosen, *id); }; });
}

}  // namespace golive::cli
