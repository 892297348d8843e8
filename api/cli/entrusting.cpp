// bind, delegate: who is who in one run.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"

namespace golive::cli {
namespace {

struct Trust {
  std::string run, role, to, from, until, reason;
  std::vector<std::string> people;
};

void add_bind(CLI::App& app, Invocation& chosen) {
  const auto trust = std::make_shared<Trust>();
  auto* command =
      app.add_subcommand("bind", "Say who holds a role in a run; nobody else does from then on");
  command->add_option("RUN", trust->run, "The run's id")->required();
  command->add_option("ROLE", trust->role, "A role of the plan")->required();
  command->add_option("PEOPLE", trust->people, "Their names")->required();
  command->add_option("--reason", trust->reason, "Why")->required();
  command->callback([&chosen, trust] {
    chosen.action = [&chosen, trust] {
      return send_command(
          chosen, trust->run, "bind",
          {{"role", trust->role}, {"people", trust->people}, {"reason", trust->reason}},
          "Recorded: " + trust->role + " is bound.");
    };
  });
}

void add_delegate(CLI::App& app, Invocation& chosen) {
  const auto trust = std::make_shared<Trust>();
  auto* command = app.add_subcommand(
      "delegate", "Name your deputy in a role; takes the place of the one that you named before");
  command->add_option("RUN", trust->run, "The run's id")->required();
  command->add_option("ROLE", trust->role, "A role that you hold")->required();
  command->add_option("--to", trust->to, "Your deputy's name")->required();
  command->add_option("--from", trust->from, "The first day, 2027-01-15")->required();
  command->add_option("--until", trust->until, "The last day, included")->required();
  command->add_option("--reason", trust->reason, "Why")->required();
  command->callback([&chosen, trust] {
    chosen.action = [&chosen, trust] {
      return send_command(chosen, trust->run, "delegate",
                          {{"role", trust->role},
                           {"to", trust->to},
                           {"from", trust->from},
                           {"until", trust->until},
                           {"reason", trust->reason}},
                          "Recorded: " + trust->to + " is your deputy as " + trust->role + ".");
    };
  });
}

}  // namespace

void add_entrusting(CLI::App& app, Invocation& chosen) {
  add_bind(app, chosen);
  add_delegate(app, chosen);
}

}  // namespace golive::cli
