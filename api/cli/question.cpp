#include "api/cli/question.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "api/cli/gate_page.h"
#include "core/amendment.h"
#include "core/rights.h"
#include "core/subject.h"
#include "view/amendment_view.h"
#include "view/hold.h"
#include "view/settling.h"
#include "view/waiting.h"

namespace golive::cli {
namespace {

std::string fields_of(const char* name, const nlohmann::json& target,
                      const nlohmann::json& more = {}) {
  nlohmann::json fields{{name, target}};
  if (more.is_object()) fields.update(more);
  return fields.dump();
}

// What is decided is what is shown: when that changes, it is asked anew.
Question about_gate(const Run& run, ItemIndex index, const std::string& role) {
  const Item& gate = run.plan->items[index];
  const std::string subject = subject_of(run, index);
  const std::string text = "Gate " + gate.path + " (" + name_of(gate) +
                           ") waits for your decision as " + role + "." + gate_evidence(run, index);
  const auto choice = [&](const char* word, Verdict verdict, std::vector<Wanted> texts) {
    return Choice{word, "decide",
                  fields_of("gate", gate.path,
                            {{"verdict", text_of(verdict)}, {"role", role}, {"seen", subject}}),
                  std::move(texts)};
  };
  return {
      "gate " + gate.path + " " + std::to_string(run.items[index].decisions.size()) + " " + subject,
      text,
      {choice("go", Verdict::go, {{"reason"}}),
       choice("reservations", Verdict::reservations, {{"reason"}, {"conditions"}}),
       choice("no-go", Verdict::no_go, {{"reason"}})}};
}

Question about_task(const Item& task, const ItemRun& state) {
  const std::string text = "Task " + task.path + " (" + name_of(task) + ") is yours.";
  if (state.state == ItemState::ready)
    return {"start " + task.path, text, {{"start", "start-task", fields_of("item", task.path)}}};
  const auto choice = [&](const char* word, TaskResult result) {
    const bool may_be_silent = result == TaskResult::passed;
    return Choice{word,
                  "end-task",
                  fields_of("item", task.path, {{"result", text_of(result)}}),
                  {{"comment", may_be_silent}}};
  };
  return {"end " + task.path,
          text + " How did it end?",
          {choice("pass", TaskResult::passed), choice("fail", TaskResult::failed),
           choice("not-applicable", TaskResult::not_applicable)}};
}

// What failed or was refused, with the ways out that need no more than a reason.
std::optional<Question> about_hold(const Run& run, const Hold& hold) {
  const Item& item = run.plan->items[hold.item];
  const ItemRun& state = run.items[hold.item];
  Question question{"held " + item.path + " " + std::to_string(state.attempts[0]),
                    "The run is held by " + item.path + " (" + name_of(item) + "): " + hold.why,
                    {}};
  for (const auto& [command, field, target] : hold.ways_out) {
    if (field != "item" || command == "answer-doubt") continue;
    const std::string word(command);
    question.choices.push_back({word, word, fields_of("item", target), {{"reason"}}});
  }
  if (hold.speaks_for.size() > 1) {
    question.text +=
        "; retry speaks for " + paths_text(run, hold.speaks_for) + ", only for this item alone";
    question.choices.push_back(
        {"only", "retry", fields_of("item", item.path, {{"only", true}}), {{"reason"}}});
  }
  if (question.choices.empty()) return std::nullopt;
  return question;
}

// What a step shall see of an action that was done; a body that asks for something else sees
// nothing.
Wanted outcome_of(const Effect* doubted) {
  if (doubted == nullptr) return {"outcome", true};
  const bool process = doubted->kind == EffectKind::exec;
  return {"outcome", false,
          process ? R"(JSON, such as {"code": 0})" : R"(JSON, such as {"status": 200})"};
}

Question about_doubt(const Item& item, const Effect* doubted) {
  const auto choice = [&](const char* word, DoubtAnswer answer, std::vector<Wanted> texts) {
    return Choice{word, "answer-doubt", fields_of("item", item.path, {{"answer", text_of(answer)}}),
                  std::move(texts)};
  };
  return {"doubt " + item.path,
          "In doubt: " + item.path + " (" + name_of(item) +
              "). Its last action may or may not have happened: look, then say.",
          {choice("done", DoubtAnswer::done, {{"reason"}, outcome_of(doubted)}),
           choice("not-done", DoubtAnswer::not_done, {{"reason"}}),
           choice("again", DoubtAnswer::again, {{"reason"}})}};
}

Question about_contingency(const Item& item) {
  return {"contingency " + item.path,
          "Contingency " + item.path + " (" + name_of(item) + ") is offered: " + item.risk,
          {{"activate", "activate", fields_of("contingency", item.path), {{"reason"}}},
           {"decline", "decline", fields_of("contingency", item.path), {{"reason"}}}}};
}

Question about_watch(const Item& item, const Waiting& waiting) {
  const auto choice = [&](const char* word, WatchAnswer answer) {
    return Choice{
        word,
        "answer",
        fields_of("item", item.path, {{"answer", text_of(answer)}, {"key", waiting.effect->key}}),
        {{"reason"}}};
  };
  // Each stretch in which it cannot see is asked about anew.
  return {"watch " + item.path + " " + waiting.effect->key + " " +
              to_text(waiting.since.value_or(Instant{})),
          item.path + " (" + name_of(item) + ") is " + waiting.text +
              ". Look, then say: ok (it watches on), or failed.",
          {choice("ok", WatchAnswer::ok), choice("failed", WatchAnswer::failed)}};
}

Question about_asking(const Item& item, const Waiting& waiting) {
  if (asks_about_watch(waiting)) return about_watch(item, waiting);
  return {"ask " + item.path + " " + waiting.effect->key,
          item.path + " asks: " + waiting.text,
          {{"answer",
            "answer",
            fields_of("item", item.path, {{"key", waiting.effect->key}}),
            {{"answer"}}}}};
}

// What it changes, as far as a screen holds it. It is decided as it is shown.
Question about_amendment(const Run& run, int number) {
  constexpr std::size_t most_lines = 16;
  const std::string subject = amendment_subject(run, number);
  auto lines = amendment_lines(run);
  if (lines.size() > most_lines) {
    const auto more = lines.size() - most_lines;
    lines.resize(most_lines);
    lines.push_back("  and " + std::to_string(more) + " lines more: golive status " + run.id);
  }
  std::string text;
  for (const auto& line : lines) text += (text.empty() ? "To decide: " : "\n") + line;
  const auto choice = [&](const char* word, Verdict verdict) {
    return Choice{
        word,
        "decide-amendment",
        fields_of("amendment", number, {{"verdict", text_of(verdict)}, {"seen", subject}}),
        {{"reason"}}};
  };
  return {"amendment " + std::to_string(number) + " " + subject,
          text,
          {choice("go", Verdict::go), choice("no-go", Verdict::no_go)}};
}

// The engine would refuse it: who starts a run does not decide its gates, nobody decides one twice.
bool may_decide(const Run& run, const ItemRun& gate, const Actor& person) {
  if (person.name == run.starter && !run.plan->starter_may_decide) return false;
  return std::none_of(gate.decisions.begin(), gate.decisions.end(), [&](const Decision& made) {
    return made.actor == person.name || made.on_behalf_of == person.name;
  });
}

// The question, if it is this person's.
std::optional<Question> about(const Run& run, const Waiting& waiting, const Actor& person,
                              Instant now) {
  const Item& item = run.plan->items[waiting.item];
  const ItemRun& state = run.items[waiting.item];
  const auto decides = deciding_role(run, waiting.item, person, "");
  const bool acts = acting_role(run, waiting.item, person).has_value();
  const bool is_asked =
      std::any_of(waiting.roles.begin(), waiting.roles.end(), [&](const std::string& role) {
        return std::find(person.roles.begin(), person.roles.end(), role) != person.roles.end();
      });
  switch (waiting.kind) {
    case WaitingKind::gate:
      if (decides && may_decide(run, state, person)) return about_gate(run, waiting.item, *decides);
      break;
    case WaitingKind::contingency:
      if (decides) return about_contingency(item);
      break;
    case WaitingKind::task:
      if (acts) return about_task(item, state);
      break;
    case WaitingKind::doubt:
      if (acts) return about_doubt(item, waiting.effect);
      break;
    case WaitingKind::question:
      if (is_asked) return about_asking(item, waiting);
      break;
    case WaitingKind::amendment:
      if (may_settle(run, waiting, person, now)) return about_amendment(run, waiting.amendment);
      break;
    case WaitingKind::reservation:  // has time: golive inbox
      break;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Question> questions_for(const Run& run, const Actor& person, Instant now) {
  std::vector<Question> questions;
  for (const auto& waiting : waiting_for(run))
    if (auto question = about(run, waiting, person, now)) questions.push_back(std::move(*question));
  for (const auto& hold : holds_of(run))
    if (acting_role(run, hold.item, person))
      if (auto question = about_hold(run, hold)) questions.push_back(std::move(*question));
  return questions;
}

std::string barred_gates(const Run& run, const Actor& person) {
  if (person.name != run.starter || run.plan->starter_may_decide) return {};
  std::string gates;
  for (const auto& waiting : waiting_for(run))
    if (waiting.kind == WaitingKind::gate && deciding_role(run, waiting.item, person, ""))
      gates += (gates.empty() ? "" : ", ") + run.plan->items[waiting.item].path;
  return gates;
}

}  // namespace golive::cli
