// decide, contingency: what people of named roles decide.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"

namespace golive::cli {
namespace {

struct Decision {
  std::string run, gate, verdict, reason, role;
  std::vector<std::string> conditions;
};

int decide(const Invocation& invocation, const Decision& decision) {
  nlohmann::json fields{
      {"gate", decision.gate}, {"verdict", decision.verdict}, {"reason", decision.reason}};
  if (!decision.role.empty()) fields["role"] = decision.role;
  if (!decision.conditions.empty()) fields["conditions"] = decision.conditions;
  return send_command(invocation, decision.run, "decide", std::move(fields),
                      "Recorded: " + decision.verdict + " on " + decision.gate + ".");
}

void add_decide(CLI::App& app, Invocation& chosen) {
  const auto decision = std::make_shared<Decision>();
  auto* command = app.add_subcommand("decide", "Decide a gate: go, no-go, or go with reservations");
  command->add_option("RUN", decision->run, "The run's id")->required();
  command->add_option("GATE", decision->gate, "The gate's path, or its last parts")->required();
  command->add_option("VERDICT", decision->verdict, "go, reservations or no-go")
      ->required()
      ->check(CLI::IsMember({"go", "reservations", "no-go"}));
  command->add_option("--reason", decision->reason, "Why")->required();
  command->add_option("--role", decision->role, "The role you decide in, if you have several");
  command->add_option("--condition", decision->conditions, "A condition of your reservations");
  command->callback([&chosen, decision] {
    chosen.action = [&chosen, decision] { return decide(chosen, *decision); };
  });
}

struct Activation {
  std::string run, contingency, answer, reason;
};

void add_contingency(CLI::App& app, Invocation& chosen) {
  const auto activation = std::make_shared<Activation>();
  auto* command = app.add_subcommand("contingency", "Activate or decline a contingency");
  command->add_option("RUN", activation->run, "The run's id")->required();
  command->add_option("ID", activation->contingency, "The contingency's id")->required();
  command->add_option("ANSWER", activation->answer, "activate or decline")
      ->required()
      ->check(CLI::IsMember({"activate", "decline"}));
  command->add_option("--reason", activation->reason, "Why")->required();
  command->callback([&chosen, activation] {
    chosen.action = [&chosen, activation] {
      const auto& [run, contingency, answer, reason] = *activation;
      return send_command(chosen, run, answer, {{"contingency", contingency}, {"reason", reason}},
                          "Recorded: " + answer + " " + contingency + ".");
    };
  });
}

}  // namespace

void add_deciding(CLI::App& app, Invocation& chosen) {
  add_decide(app, chosen);
  add_contingency(app, chosen);
}

}  // namespace golive::cli
