#include "simulation/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/codec.h"
#include "core/readiness.h"

namespace golive::simulation {
namespace {

const std::vector<Actor> everybody{
    {"lea", "test", {"lead"}},
    {"lou", "test", {"lead"}},
    {"ola", "test", {"ops"}},
    {"ole", "test", {"ops"}},
    {"dan", "test", {"dba"}},
    {"dee", "test", {"dba"}},
    {"max", "test", {"lead", "ops", "dba"}},
    {"eve", "test", {}},
    starter,
};
const Actor& lead = everybody[0];

std::string subject_of(const CommandBody& body) {
  return std::visit(
      [](const auto& command) -> std::string {
        if constexpr (requires { command.amendment; })
          return std::to_string(command.amendment);
        else if constexpr (requires {
                             command.gate;
                             command.verdict;
                           })
          return command.gate + " " + std::string(golive::text_of(command.verdict));
        else if constexpr (requires { command.gate; })
          return command.gate;
        else if constexpr (requires { command.contingency; })
          return command.contingency;
        else if constexpr (requires { command.freeze; })
          return command.freeze;
        else if constexpr (requires { command.rollback; })
          return command.rollback ? "with rollback" : "";
        else if constexpr (requires {
                             command.answer;
                             command.outcome;
                           })
          return command.item + " " + std::string(golive::text_of(command.answer)) + " " +
                 command.outcome;
        else if constexpr (requires {
                             command.result;
                             command.comment;
                           })
          return command.item + " " + std::string(golive::text_of(command.result));
        else if constexpr (requires { command.item; })
          return command.item;
        else
          return {};
      },
      body);
}

}  // namespace

std::string text_of(const Deed& deed) {
  return fmt::format("{}: {} {}", deed.actor.name, name_of(deed.body), subject_of(deed.body));
}

Actor People::one_of(const std::vector<std::string>& roles) {
  std::vector<Actor> some;
  for (const Actor& actor : everybody)
    if (std::any_of(roles.begin(), roles.end(), [&](const std::string& role) {
          return std::find(actor.roles.begin(), actor.roles.end(), role) != actor.roles.end();
        }))
      some.push_back(actor);
  return some.empty() ? lead : chance_.pick(some);
}

std::optional<Deed> People::answer(const Run& run, bool willing) {
  if (willing && run.paused) return Deed{lead, command::Resume{"go on"}, true};
  const auto waiting = waiting_for(run);
  const auto holds = holds_of(run);
  if (waiting.empty() && holds.empty()) return std::nullopt;
  const auto which = chance_.below(waiting.size() + holds.size());
  if (which < waiting.size()) return to(run, waiting[which], willing);
  return out_of(run, holds[which - waiting.size()], willing);
}

Deed People::to(const Run& run, const Waiting& waiting, bool willing) {
  const std::string& path = run.plan->items[waiting.item].path;
  const Actor actor = one_of(waiting.roles);
  const bool good = willing || chance_.percent(70);
  switch (waiting.kind) {
    case WaitingKind::gate: {
      const auto verdict = chance_.percent(20) ? Verdict::reservations : Verdict::go;
      return {actor, command::Decide{path, good ? verdict : Verdict::no_go, "", "so", {}}};
    }
    case WaitingKind::task: {
      if (!good && chance_.percent(40)) return {actor, command::StartTask{path}};
      const auto result =
          good ? TaskResult::passed
               : chance_.pick<TaskResult>({TaskResult::failed, TaskResult::not_applicable});
      // Its window may be over, or a freeze have begun, by the time that they say so.
      const bool surely = windows_of(run, waiting.item).empty() && run.timeline->freezes.empty();
      return {actor, command::EndTask{path, result, "so"}, surely};
    }
    case WaitingKind::contingency:
      if (chance_.percent(50)) return {actor, command::Decline{path, "no"}, true};
      return {actor, command::Activate{path, "yes"}};
    case WaitingKind::doubt:
      return {actor, doubt(run, waiting.item, willing)};
    case WaitingKind::reservation:
      return {actor, command::CloseReservation{waiting.reservation, "so"}};
    case WaitingKind::amendment:
      return {actor, command::DecideAmendment{waiting.amendment,
                                              good ? Verdict::go : Verdict::no_go, "", "so"}};
    case WaitingKind::question:
      if (asks_about_watch(waiting))
        return {actor, command::AnswerQuestion{path, "ok", "so", waiting.effect->key}, true};
      return {actor, command::AnswerQuestion{path, "yes", "", waiting.effect->key}, true};
  }
  return {actor, command::Tick{}};
}

CommandBody People::doubt(const Run& run, ItemIndex item, bool willing) {
  const auto answer = chance_.pick<DoubtAnswer>(
      {DoubtAnswer::done, DoubtAnswer::not_done, DoubtAnswer::again, DoubtAnswer::done});
  const std::string outcome = chance_.percent(willing ? 100 : 80) ? R"({"code":0,"status":200})"
                                                                  : R"({"code":1,"status":500})";
  return command::AnswerDoubt{run.plan->items[item].path, answer,
                              answer == DoubtAnswer::done ? outcome : "", "looked"};
}

Deed People::out_of(const Run& run, const Hold& hold, bool willing) {
  auto ways = hold.ways_out;
  // An abort ends everything: mostly, they find another way.
  if (ways.size() > 1 && chance_.percent(willing ? 99 : 96)) ways.pop_back();
  const WayOut way = chance_.pick(ways);
  const std::string target = way.target;
  if (way.command == "retry") return {lead, command::RetryItem{target, "again"}, true};
  if (way.command == "skip") return {lead, command::SkipItem{target, "no need"}, true};
  if (way.command == "mark-done") return {lead, command::MarkDone{target, "by hand"}, true};
  if (way.command == "activate") {
    const Item* contingency = find_item(*run.plan, target);
    return {one_of(roles_of(contingency->decided_by)), command::Activate{target, "yes"}, true};
  }
  if (way.command == "lift") return {lead, command::LiftFreeze{target, "we go on"}, true};
  if (way.command == "answer-doubt") return {lead, doubt(run, hold.item, willing)};
  if (way.command == "decide")
    return {one_of(roles_of(run.plan->items[hold.item].decided_by)),
            command::Decide{target, Verdict::go, "", "so", {}}};
  return {lead, command::Abort{"enough", chance_.percent(60) && !rolling_back(run)}, true};
}

std::string People::any_item(const Run& run) {
  return run.plan->items[chance_.below(run.plan->items.size())].path;
}

CommandBody People::any_command(const Run& run) {
  const auto item = any_item(run);
  switch (chance_.below(18)) {
    case 0:
    case 1:
      return command::Pause{"wait"};
    case 2:
    case 3:
      return command::Resume{"go"};
    case 4:
      return command::Abort{"enough", true};
    case 5:
      if (chance_.percent(30)) return command::Abort{"enough", false};
      return command::Resume{"go on"};
    case 6:
    case 7:
      if (run.plan->contingencies.empty()) return command::Activate{item, "why not"};
      return command::Activate{
          run.plan->items[run.plan->contingencies[chance_.below(run.plan->contingencies.size())]]
              .path,
          "why not"};
    case 8:
      return command::Decline{item, "no"};
    case 9:
    case 10:
      return command::SkipItem{item, "no need"};
    case 11:
      return command::RetryItem{item, "again"};
    case 12:
    case 13:
      return command::MarkDone{item, "by hand"};
    case 14:
      return command::EndTask{item, TaskResult::passed, ""};
    case 15:
      return doubt(run, static_cast<ItemIndex>(chance_.below(run.plan->items.size())), false);
    case 16:
      return command::AnswerQuestion{item, "maybe"};
    default:
      return command::Decide{item, Verdict::go, chance_.percent(50) ? "ops" : "", "", {}};
  }
}

Deed People::anything(const Run& run) { return {chance_.pick(everybody), any_command(run)}; }

}  // namespace golive::simulation
