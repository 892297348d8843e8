// pause, resume, abort: what a lead does with a whole run.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"

namespace golive::cli {
namespace {

struct Steer {
  std::string run, reason;
  bool rollback = false;
};

void add_pausing(CLI::App& app, Invocation& chosen, const std::string& name,
                 const std::string& description) {
  const auto steer = std::make_shared<Steer>();
  auto* command = app.add_subcommand(name, description);
  command->add_option("RUN", steer->run, "The run's id")->required();
  command->add_option("--reason", steer->reason, "Why");
  command->callback([&chosen, steer, name] {
    chosen.action = [&chosen, steer, name] {
      return send_command(chosen, steer->run, name, {{"reason", steer->reason}},
                          "Recorded: " + name + ".");
    };
  });
}

void add_abort(CLI::App& app, Invocation& chosen) {
  const auto steer = std::make_shared<Steer>();
  auto* command = app.add_subcommand("abort", "End a run for good; nothing of it starts any more");
  command->add_option("RUN", steer->run, "The run's id")->required();
  command->add_option("--reason", steer->reason, "Why")->required();
  command->add_flag("--rollback", steer->rollback, "Roll back first; else all is left as it is");
  command->callback([&chosen, steer] {
    chosen.action = [&chosen, steer] {
      return send_command(chosen, steer->run, "abort",
                          {{"reason", steer->reason}, {"rollback", steer->rollback}},
                          "Recorded: abort.");
    };
  });
}

}  // namespace

void add_steering(CLI::App& app, Invocation& chosen) {
  add_pausing(app, chosen, "pause", "Start nothing new until resumed; what runs goes on");
  add_pausing(app, chosen, "resume", "Go on after a pause");
  add_abort(app, chosen);
}

}  // namespace golive::cli
