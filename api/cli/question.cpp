#include "api/cli/question.h"

#include <nlohmann/json.hpp>

#include "core/rights.h"

namespace golive::cli {
namespace {

std::string fields_of(const char* name, const std::string& path, nlohmann::json more = {}) {
  nlohmann::json fields{{name, path}};
  if (more.is_object()) fields.update(more);
  return fields.dump();
}

Question about_gate(const Item& gate, const ItemRun& state,
                    const std::string& role) {
  std::string text = "Gate " + gate.path + " (" + name_of(gate) + ") waits for your decision as " +
                     role + ".";
  for (const auto& decision : state.decisions)
    text += "\n  " + decision.actor + " as " + decision.role + ": " +
            std::string(text_of(decision.verdict)) + ", " + decision.reason;
  const auto choice = [&](const char* word, Verdict verdict, std::vector<std::string> texts) {
    return Choice{word, "decide",
                  fields_of("gate", gate.path, {{"verdict", text_of(verdict)}, {"role", role}}),
                  std::move(texts)};
  };
  return {"gate " + gate.path + " " + std::to_string(state.decisions.size()),
          text,
          {choice("go", Verdict::go, {"reason"}),
           choice("reservations", Verdict::reservations, {"reason", "conditions"}),
           choice("no-go", Verdict::no_go, {"reason"})}};
}

Question about_task(const Item& task, const ItemRun& state) {
  const std::string text = "Task " + task.path + " (" + name_of(task) + ") is yours.";
  if (state.state == ItemState::ready)
    return {"start " + task.path, text, {{"start", "start-task", fields_of("item", task.path)}}};
  const auto choice = [&](const char* word, TaskResult result) {
    return Choice{word, "end-task",
                  fields_of("item", task.path, {{"result", text_of(result)}}),
                  {"comment"}};
  };
  return {"end " + task.path,
          text + " How did it end?",
          {choice("pass", TaskResult::passed), choice("fail", TaskResult::failed),
           choice("not-applicable", TaskResult::not_applicable)}};
}

Question about_failure(const Item& item, const ItemRun& state) {
  return {"failed " + item.path + " " + std::to_string(state.attempts[0]),
          "Failed: " + item.path + " (" + name_of(item) + "): " + state.error,
          {{"retry", "retry", fields_of("item", item.path), {"reason"}},
           {"skip", "skip", fields_of("item", item.path), {"reason"}},
           {"mark-done", "mark-done", fields_of("item", item.path), {"reason"}}}};
}

Question about_doubt(const Item& item) {
  const auto choice = [&](const char* word, DoubtAnswer answer, std::vector<std::string> texts) {
    return Choice{word, "answer-doubt",
                  fields_of("item", item.path, {{"answer", text_of(answer)}}), std::move(texts)};
  };
  return {"doubt " + item.path,
          "In doubt: " + item.path + " (" + name_of(item) +
              "). Its last action may or may not have happened: look, then say.",
          {choice("done", DoubtAnswer::done, {"reason", "outcome"}),
           choice("not-done", DoubtAnswer::not_done, {"reason"}),
           choice("again", DoubtAnswer::again, {"reason"})}};
}

Question about_contingency(const Item& item) {
  return {"contingency " + item.path,
          "Contingency " + item.path + " (" + name_of(item) + ") is offered: " + item.risk,
          {{"activate", "activate", fields_of("contingency", item.path), {"reason"}},
           {"decline", "decline", fields_of("contingency", item.path), {"reason"}}}};
}

// What a step asks by ctx:ask, if it does.
const Effect* asked(const Run& run, ItemIndex item) {
  const auto* attempt = attempt_under_way(run, item);
  if (!attempt) return nullptr;
  for (const auto& effect : attempt->effects)
    if (effect.kind == EffectKind::ask && !effect.outcome) return &effect;
  return nullptr;
}

Question about_asking(const Item& item, const Effect& effect) {
  const auto request = nlohmann::json::parse(effect.request, nullptr, false);
  const auto text = request.is_object() ? request.value("question", effect.request) : effect.request;
  return {"ask " + item.path + " " + effect.key,
          item.path + " asks: " + text,
          {{"answer", "answer", fields_of("item", item.path), {"answer"}}}};
}

void add_questions(const Run& run, ItemIndex index, const Actor& actor,
                   std::vector<Question>& questions) {
  const Item& item = run.plan->items[index];
  const ItemRun& state = run.items[index];
  const auto is = [&](ItemState wanted) { return state.state == wanted; };
  if (item.kind == ItemKind::gate && (is(ItemState::open) || is(ItemState::held))) {
    if (const auto role = deciding_role(run, index, actor, ""))
      questions.push_back(about_gate(item, state, *role));
    return;
  }
  if (item.kind == ItemKind::contingency) {
    if (state.contingency == ContingencyState::offered && deciding_role(run, index, actor, ""))
      questions.push_back(about_contingency(item));
    return;
  }
  if (!is_leaf(item) || !acting_role(run, index, actor)) return;
  if (item.kind == ItemKind::task && (is(ItemState::ready) || is(ItemState::running)))
    questions.push_back(about_task(item, state));
  else if (is(ItemState::in_doubt))
    questions.push_back(about_doubt(item));
  else if (is(ItemState::failed) && run.holds.contains(index))
    questions.push_back(about_failure(item, state));
  else if (const auto* effect = asked(run, index))
    questions.push_back(about_asking(item, *effect));
}

}  // namespace

std::vector<Question> questions_for(const Run& run, const Actor& actor) {
  std::vector<Question> questions;
  for (ItemIndex index = 0; index < run.items.size(); ++index)
    add_questions(run, index, actor, questions);
  return questions;
}

}  // namespace golive::cli
