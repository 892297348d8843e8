// task, answer, retry, skip, mark-done, doubt: what the owner of an item does about it.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "base/json_depth.h"

namespace golive::cli {
namespace {

struct Deed {
  std::string run, item, answer, reason, outcome, key;
  bool only = false;
};

CLI::App* add_deed(CLI::App& app, const std::string& name, const std::string& description,
                   Deed& deed) {
  auto* command = app.add_subcommand(name, description);
  command->add_option("RUN", deed.run, "The run's id")->required();
  command->add_option("ITEM", deed.item, "The item's path, or its last parts")->required();
  return command;
}

int act_on_task(const Invocation& invocation, const Deed& deed) {
  const std::string told = "Recorded: " + deed.item + " " + deed.answer + ".";
  if (deed.answer == "start")
    return send_command(invocation, deed.run, "start-task", {{"item", deed.item}}, told);
  nlohmann::json fields{{"item", deed.item}, {"result", deed.answer}};
  if (!deed.reason.empty()) fields["comment"] = deed.reason;
  return send_command(invocation, deed.run, "end-task", std::move(fields), told);
}

void add_task(CLI::App& app, Invocation& chosen) {
  const auto deed = std::make_shared<Deed>();
  auto* command = add_deed(app, "task", "Start a manual task, or end it with its result", *deed);
  command->add_option("RESULT", deed->answer, "start, pass, fail or not-applicable")
      ->required()
      ->check(CLI::IsMember({"start", "pass", "fail", "not-applicable"}));
  command->add_option("--comment", deed->reason, "What you saw");
  command->callback(
      [&chosen, deed] { chosen.action = [&chosen, deed] { return act_on_task(chosen, *deed); }; });
}

void add_answer(CLI::App& app, Invocation& chosen) {
  const auto deed = std::make_shared<Deed>();
  auto* command = add_deed(app, "answer", "Answer a question that a step or watch asks", *deed);
  command->add_option("TEXT", deed->answer, "The answer; of an inconclusive watch: ok or failed")
      ->required();
  command->add_option("--reason", deed->reason, "Of a watch: how you know");
  command->add_option("--key", deed->key, "Which question, where it asks several at once");
  command->callback([&chosen, deed] {
    chosen.action = [&chosen, deed] {
      nlohmann::json fields{{"item", deed->item}, {"answer", deed->answer}};
      if (!deed->reason.empty()) fields["reason"] = deed->reason;
      if (!deed->key.empty()) fields["key"] = deed->key;
      return send_command(chosen, deed->run, "answer", std::move(fields), "Answered.");
    };
  });
}

// retry, skip, mark-done: an item and a reason.
void add_reasoned(CLI::App& app, Invocation& chosen, const std::string& name,
                  const std::string& description) {
  const auto deed = std::make_shared<Deed>();
  auto* command = add_deed(app, name, description, *deed);
  command->add_option("--reason", deed->reason, "Why")->required(name != "retry");
  if (name == "retry")
    command->add_flag("--only", deed->only,
                      "Past the point of no return: this item alone, not all that follows");
  command->callback([&chosen, deed, name] {
    chosen.action = [&chosen, deed, name] {
      nlohmann::json fields{{"item", deed->item}, {"reason", deed->reason}};
      if (deed->only) fields["only"] = true;
      return send_command(chosen, deed->run, name, std::move(fields),
                          "Recorded: " + name + " " + deed->item + ".");
    };
  });
}

int answer_doubt(const Invocation& invocation, const Deed& deed) {
  nlohmann::json fields{{"item", deed.item}, {"answer", deed.answer}, {"reason", deed.reason}};
  if (!deed.outcome.empty()) {
    const bool deep = is_nested_too_deeply(deed.outcome);
    fields["outcome"] = nlohmann::json::parse(deep ? "" : deed.outcome, nullptr, false);
    if (fields["outcome"].is_discarded())
      return failed({ErrorKind::invalid, "the outcome is not JSON", "--outcome",
                     "write what the step shall see, such as '{\"code\":0,\"out\":\"\"}'"});
  }
  return send_command(invocation, deed.run, "answer-doubt", std::move(fields),
                      "Recorded: " + deed.item + " " + deed.answer + ".");
}

void add_doubt(CLI::App& app, Invocation& chosen) {
  const auto deed = std::make_shared<Deed>();
  auto* command = add_deed(app, "doubt", "Say what became of an action that is in doubt", *deed);
  command
      ->add_option("ANSWER", deed->answer,
                   "done, not-done (so do it), or again (the whole attempt)")
      ->required()
      ->check(CLI::IsMember({"done", "not-done", "again"}));
  command->add_option("--reason", deed->reason, "How you know")->required();
  command->add_option("--outcome", deed->outcome, "If done: the outcome, as JSON");
  command->callback(
      [&chosen, deed] { chosen.action = [&chosen, deed] { return answer_doubt(chosen, *deed); }; });
}

}  // namespace

void add_working(CLI::App& app, Invocation& chosen) {
  add_task(app, chosen);
  add_answer(app, chosen);
  add_reasoned(app, chosen, "retry", "Try a failed item again");
  add_reasoned(app, chosen, "skip", "Leave an item out");
  add_reasoned(app, chosen, "mark-done", "Say that an item was done by hand");
  add_doubt(app, chosen);
}

}  // namespace golive::cli
