// amend, decide-amendment, withdraw-amendment: a changed runbook for a run that is under way.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/new_run.h"
#include "api/run_log.h"
#include "view/amendment_view.h"

namespace golive::cli {
namespace {

struct AmendAsked {
  std::string run, runbook, reason;
  bool dry_run = false, as_json = false;
};

// What would change. Nothing is, and no engine is needed.
int compare_with(const Invocation& chosen, const AmendAsked& asked) {
  const auto loaded = load_runbook(asked.runbook);
  if (!loaded) return failed(loaded.error(), asked.as_json);
  const auto reader = open_logs(chosen);
  if (!reader) return failed(reader.error(), asked.as_json);
  RunLog log(asked.run);
  if (const auto read = log.read_on(**reader); !read) return failed(read.error(), asked.as_json);
  const Run& run = log.run();
  if (is_final(run))
    return failed({ErrorKind::conflict, "the run " + run.id + " is over", {}, "start a new run"},
                  asked.as_json);
  const auto comparison = compare_plans(run, loaded->plan);
  const bool can_be = comparison.obstacles.empty();
  if (asked.as_json) {
    done(comparison_view(run, comparison).dump(2));
  } else {
    done(comparison_text(run, comparison) +
         (can_be ? "Nothing is proposed yet. To propose it: golive amend " + run.id + " " +
                       asked.runbook + " --reason \"...\""
                 : "Nothing is proposed."));
  }
  return can_be ? exit_done : exit_no;
}

int propose(const Invocation& chosen, const AmendAsked& asked) {
  std::error_code error;
  const auto path = std::filesystem::absolute(asked.runbook, error);
  const auto answer = ask_engine(chosen, {{"op", "amend_run"},
                                          {"run", asked.run},
                                          {"runbook", path.string()},
                                          {"reason", asked.reason}});
  if (!answer) return failed(answer.error(), asked.as_json);
  const auto number = std::to_string(answer->value("amendment", 0));
  const bool applies = answer->value("state", "") == "applied";
  if (asked.as_json) {
    nlohmann::json told = *answer;
    told.erase("ok");
    return done(told.dump());
  }
  return done(applies ? "Recorded: amendment " + number + " applies."
                      : "Recorded: amendment " + number +
                            " is proposed. To approve it: golive decide-amendment " + asked.run +
                            " " + number + " go --reason \"...\"");
}

void add_amend(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<AmendAsked>();
  auto* command = app.add_subcommand(
      "amend", "Hold a changed runbook against a run; with a reason, propose it");
  command->add_option("RUN", asked->run, "The run's id")->required();
  command->add_option("RUNBOOK", asked->runbook, "A folder with runbook.lua, or a .lua file")
      ->required();
  command->add_option("--reason", asked->reason, "Why; without it nothing is proposed");
  command->add_flag("--dry-run", asked->dry_run, "Only show what would change");
  command->add_flag("--json", asked->as_json, "For machines");
  command->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      const bool only_looks = asked->dry_run || asked->reason.empty();
      return only_looks ? compare_with(chosen, *asked) : propose(chosen, *asked);
    };
  });
}

struct AmendmentSaid {
  std::string run, verdict, reason, role, seen;
  int amendment = 0;
};

void add_decide_amendment(CLI::App& app, Invocation& chosen) {
  const auto said = std::make_shared<AmendmentSaid>();
  auto* command = app.add_subcommand("decide-amendment", "Approve an amendment, or refuse it");
  command->add_option("RUN", said->run, "The run's id")->required();
  command->add_option("NUMBER", said->amendment, "Its number in golive status")->required();
  command->add_option("VERDICT", said->verdict, "go or no-go")
      ->required()
      ->check(CLI::IsMember({"go", "no-go"}));
  command->add_option("--reason", said->reason, "Why")->required();
  command->add_option("--role", said->role, "The role you decide in, if you have several");
  command->add_option("--seen", said->seen,
                      "What you saw it rests on; refused if that has changed since");
  command->callback([&chosen, said] {
    chosen.action = [&chosen, said] {
      nlohmann::json fields{
          {"amendment", said->amendment}, {"verdict", said->verdict}, {"reason", said->reason}};
      if (!said->role.empty()) fields["role"] = said->role;
      if (!said->seen.empty()) fields["seen"] = said->seen;
      return send_command(
          chosen, said->run, "decide-amendment", std::move(fields),
          "Recorded: " + said->verdict + " on amendment " + std::to_string(said->amendment) + ".");
    };
  });
}

void add_withdraw_amendment(CLI::App& app, Invocation& chosen) {
  const auto said = std::make_shared<AmendmentSaid>();
  auto* command =
      app.add_subcommand("withdraw-amendment", "Take back an amendment that is not decided yet");
  command->add_option("RUN", said->run, "The run's id")->required();
  command->add_option("NUMBER", said->amendment, "Its number in golive status")->required();
  command->add_option("--reason", said->reason, "Why")->required();
  command->callback([&chosen, said] {
    chosen.action = [&chosen, said] {
      return send_command(
          chosen, said->run, "withdraw-amendment",
          {{"amendment", said->amendment}, {"reason", said->reason}},
          "Recorded: amendment " + std::to_string(said->amendment) + " is withdrawn.");
    };
  });
}

}  // namespace

void add_amending(CLI::App& app, Invocation& chosen) {
  add_amend(app, chosen);
  add_decide_amendment(app, chosen);
  add_withdraw_amendment(app, chosen);
}

}  // namespace golive::cli
