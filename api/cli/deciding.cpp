// decide, break-glass, close-reservation, contingency: what people of named roles decide.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "api/cli/condition.h"
#include "api/cli/families.h"
#include "api/cli/gate_page.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "core/subject.h"

namespace golive::cli {
namespace {

struct Deciding {
  std::string run, gate, verdict, reason, role, seen;
  std::vector<std::string> conditions;
};

// At a terminal, who decides sees on what, and says so; empty: there was no asking, or they said
// no.
struct Seen {
  std::string subject;
  bool agreed = true;
};

Result<Seen> show_gate(const Invocation& invocation, const Deciding& deciding) {
  if (!deciding.seen.empty()) return Seen{deciding.seen};
  if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) return Seen{};
  const auto reader = open_logs(invocation);
  if (!reader) return tl::unexpected<Error>(reader.error());
  RunLog log(deciding.run);
  if (auto read = log.read_on(**reader); !read) return tl::unexpected<Error>(read.error());
  const auto gate = resolve_item(*log.run().plan, deciding.gate);
  if (!gate) return tl::unexpected<Error>(gate.error());
  say(gate_page(log.run(), *gate) + "\nRecord " + deciding.verdict + " on that? [y/N] ");
  std::fflush(stdout);
  std::string answer;
  std::getline(std::cin, answer);
  return Seen{subject_of(log.run(), *gate), answer == "y" || answer == "yes"};
}

int decide(const Invocation& invocation, const Deciding& deciding) {
  nlohmann::json fields{
      {"gate", deciding.gate}, {"verdict", deciding.verdict}, {"reason", deciding.reason}};
  if (!deciding.role.empty()) fields["role"] = deciding.role;
  for (const std::string& typed : deciding.conditions) {
    auto condition = condition_of(typed);
    if (!condition) return failed(condition.error());
    fields["conditions"].push_back(std::move(*condition));
  }
  const auto seen = show_gate(invocation, deciding);
  if (!seen) return failed(seen.error());
  if (!seen->agreed) {
    say("Nothing was recorded.\n");
    return exit_no;
  }
  if (!seen->subject.empty()) fields["seen"] = seen->subject;
  return send_command(invocation, deciding.run, "decide", std::move(fields),
                      "Recorded: " + deciding.verdict + " on " + deciding.gate + ".");
}

void add_decide(CLI::App& app, Invocation& chosen) {
  const auto deciding = std::make_shared<Deciding>();
  auto* command = app.add_subcommand("decide", "Decide a gate: go, no-go, or go with reservations");
  command->add_option("RUN", deciding->run, "The run's id")->required();
  command->add_option("GATE", deciding->gate, "The gate's path, or its last parts")->required();
  command->add_option("VERDICT", deciding->verdict, "go, reservations or no-go")
      ->required()
      ->check(CLI::IsMember({"go", "reservations", "no-go"}));
  command->add_option("--reason", deciding->reason, "Why")->required();
  command->add_option("--role", deciding->role, "The role you decide in, if you have several");
  command->add_option("--seen", deciding->seen,
                      "What you saw it rests on; refused if that has changed since");
  command->add_option("--condition", deciding->conditions,
                      "A condition of your reservations: \"text; owner=dba; due=J+1\"");
  command->callback([&chosen, deciding] {
    chosen.action = [&chosen, deciding] { return decide(chosen, *deciding); };
  });
}

void add_break_glass(CLI::App& app, Invocation& chosen) {
  const auto breaking = std::make_shared<Deciding>();
  auto* command = app.add_subcommand(
      "break-glass", "Open a gate without its quorum; takes two people who decide it");
  command->add_option("RUN", breaking->run, "The run's id")->required();
  command->add_option("GATE", breaking->gate, "The gate's path, or its last parts")->required();
  command->add_option("--reason", breaking->reason, "Why")->required();
  command->add_option("--role", breaking->role, "The role you act in, if you have several");
  command->callback([&chosen, breaking] {
    chosen.action = [&chosen, breaking] {
      nlohmann::json fields{{"gate", breaking->gate}, {"reason", breaking->reason}};
      if (!breaking->role.empty()) fields["role"] = breaking->role;
      return send_command(chosen, breaking->run, "break-glass", std::move(fields),
                          "Recorded: break-glass on " + breaking->gate + ".");
    };
  });
}

void add_close_reservation(CLI::App& app, Invocation& chosen) {
  struct Closing {
    std::string run, reason;
    int reservation = 0;
  };
  const auto closing = std::make_shared<Closing>();
  auto* command = app.add_subcommand("close-reservation",
                                     "Say that the condition of a reservation is met, or moot");
  command->add_option("RUN", closing->run, "The run's id")->required();
  command->add_option("NUMBER", closing->reservation, "Its number in golive status")->required();
  command->add_option("--reason", closing->reason, "How it was met")->required();
  command->callback([&chosen, closing] {
    chosen.action = [&chosen, closing] {
      return send_command(
          chosen, closing->run, "close-reservation",
          {{"reservation", closing->reservation}, {"reason", closing->reason}},
          "Recorded: reservation " + std::to_string(closing->reservation) + " is closed.");
    };
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
  add_break_glass(app, chosen);
  add_close_reservation(app, chosen);
  add_contingency(app, chosen);
}

}  // namespace golive::cli
