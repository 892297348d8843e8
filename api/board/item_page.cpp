// One item: a gate to decide, a task to do, a contingency to activate, what holds, or just how it
// went.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/board/item_facts.h"
#include "api/board/telling.h"
#include "api/rest/target.h"
#include "core/amendment.h"
#include "rim/system_clock.h"
#include "view/hold.h"
#include "view/item_view.h"
#include "view/owner.h"

namespace golive::board {
namespace {

nlohmann::json facts_of(const Look& look, const Forecast& forecast, ItemIndex index) {
  const auto& item = look.run.plan->items[index];
  const auto& state = look.run.items[index];
  const auto span = span_of(look.run, index);
  const auto& planned = look.run.timeline->items[index];
  const auto owner = owner_of(*look.run.plan, index);
  const bool coming = !is_final(look.run) && !is_done(look.run, index) &&
                      item.kind != ItemKind::contingency && !span.started;
  return {{"path", item.path},
          {"title", name_of(item)},
          {"kind", look.words.word("kind", text_of(item.kind))},
          {"owner", owner.empty() || item.kind == ItemKind::gate ? "" : look.phrase.role(owner)},
          {"description", item.description},
          {"state", item.kind == ItemKind::contingency
                        ? look.phrase.state("contingency_state", text_of(state.contingency))
                        : look.phrase.item_state(index)},
          {"planned", look.phrase.span(planned.start, planned.end)},
          {"started", look.phrase.time(span.started)},
          {"ended", look.phrase.time(span.ended)},
          {"forecast", coming ? look.phrase.time(forecast.items[index].start) : nlohmann::json()},
          {"error", look.phrase.said(trouble_of(look.run, index))},
          {"undo", look.phrase.said(state.undo_note)}};
}

// Past the point of no return a retry says which items it speaks for, and may be said of one alone.
void tell_whom_it_speaks_for(const Look& look, const Hold& hold, nlohmann::json& ways) {
  if (hold.speaks_for.empty()) return;
  auto& retry = ways.back();
  auto alone = retry;
  const auto phrase = [&](nlohmann::json& way, const char* word,
                          const std::vector<ItemIndex>& items) {
    way["label"] = look.words.word("board_do", word);
    way["hint"] = look.words.word("board_hint", word) + paths_text(look.run, items);
  };
  phrase(retry, hold.speaks_for.size() > 1 ? "go-past" : "go-past-alone", hold.speaks_for);
  if (hold.speaks_for.size() == 1) return;
  phrase(alone, "go-past-alone", {hold.item});
  alone["key"] = "retry-only";
  alone["only"] = true;
  ways.push_back(std::move(alone));
}

// Forms for each way out of a hold that needs no page of its own.
void add_ways_out(const Look& look, ItemIndex index, nlohmann::json& context) {
  auto& ways = context["ways"] = nlohmann::json::array();
  for (const auto& hold : holds_of(look.run)) {
    if (hold.item != index) continue;
    context["why"] = look.phrase.said(hold.why);
    for (const auto& way : hold.ways_out) {
      if (way.command == "decide" || way.command == "abort" || way.command == "answer-doubt")
        continue;
      const bool elsewhere = way.command == "activate";
      ways.push_back({{"command", way.command},
                      {"key", way.command},
                      {"only", false},
                      {"label", look.words.word("board_do", way.command)},
                      {"hint", look.words.word("board_hint", way.command)},
                      {"field", way.field},
                      {"target", way.target},
                      {"address", elsewhere ? item_address(look.run.id, way.target) : ""},
                      {"form", !elsewhere}});
      if (way.command == "retry") tell_whom_it_speaks_for(look, hold, ways);
    }
  }
  context["has_ways"] = !ways.empty();
}

// What is proposed, item by item, and who has said what.
void add_amendment(const Look& look, int number, nlohmann::json& context) {
  const Amendment& amendment = *find_amendment(look.run, number);
  auto changes = nlohmann::json::array();
  for (const ItemChange& each : amendment.items)
    changes.push_back({{"item", each.item},
                       {"change", look.words.word("amendment_change", text_of(each.change))},
                       {"stage", each.stage == ItemStage::ahead
                                     ? std::string()
                                     : look.words.word("amendment_stage", text_of(each.stage))},
                       {"what", look.phrase.fields(each.what)}});
  auto decisions = nlohmann::json::array();
  for (const Decision& made : amendment.decisions)
    decisions.push_back({{"person", made.actor},
                         {"role", look.phrase.role(made.role)},
                         {"verdict", look.words.word("verdict", text_of(made.verdict))},
                         {"reason", made.reason}});
  context["amendment"] = {{"number", number},
                          {"proposer", amendment.proposer},
                          {"reason", amendment.reason},
                          {"changes", std::move(changes)},
                          {"settings", look.phrase.fields(amendment.settings)},
                          {"decisions", std::move(decisions)},
                          {"subject", amendment_subject(look.run, number)}};
}

// What the body would have seen had it gone well: who says that it was done need not know its form.
std::string example_outcome(const Effect* effect) {
  if (effect == nullptr) return {};
  return effect->kind == EffectKind::exec ? R"({"code": 0})" : R"({"status": 200})";
}

// Each with a form of its own: an item may ask several things at once.
void add_question(const Look& look, const Waiting& waiting, nlohmann::json& questions) {
  const auto number = std::to_string(questions.size() + 1);
  questions.push_back({{"text", question_text(look, waiting)},
                       {"key", waiting.effect->key},
                       {"anchor", number == "1" ? "question" : "question-" + number},
                       {"of_watch", asks_about_watch(waiting)}});
}

// What is asked of people about this item, beside decisions.
void add_asked(const Look& look, ItemIndex index, nlohmann::json& context) {
  for (const auto& waiting : waiting_for(look.run)) {
    if (waiting.item != index) continue;
    context["waiting"] = told(look, waiting);
    switch (waiting.kind) {
      case WaitingKind::task:
        context["task"] = {{"ready", look.run.items[index].state == ItemState::ready}};
        break;
      case WaitingKind::doubt:
        context["doubt"] = {{"request", waiting.effect ? waiting.effect->request : ""},
                            {"outcome", example_outcome(waiting.effect)}};
        break;
      case WaitingKind::question:
        add_question(look, waiting, context["question"]);
        break;
      case WaitingKind::reservation:
        if (look.visit.reads.empty())
          context["reservations"].push_back(
              {{"number", waiting.reservation}, {"text", waiting.text}});
        break;
      case WaitingKind::amendment:
        add_amendment(look, waiting.amendment, context);
        break;
      case WaitingKind::gate:
      case WaitingKind::contingency:
        break;
    }
  }
}

nlohmann::json context_of_item(const Look& look, ItemIndex index, const Measurements& measured) {
  const auto forecast = forecast_of(look.run, look.now, measured);
  const auto& item = look.run.plan->items[index];
  nlohmann::json context{{"title", name_of(item)},
                         {"live", look.run.id},
                         {"run", head_of(look)},
                         {"item", facts_of(look, forecast, index)},
                         {"acts", look.visit.reads.empty() && !is_final(look.run)},
                         {"output", output_of(look, index)},
                         {"done", done_of(look.visit)}};
  context["files"] = file_facts(look, index);
  context["has_files"] = !context["files"].empty();
  context["attach"] = is_leaf(item);
  if (item.kind == ItemKind::gate) context["gate"] = gate_facts(look, forecast, index);
  if (item.kind == ItemKind::contingency) context["contingency"] = contingency_facts(look, index);
  add_asked(look, index, context);
  add_ways_out(look, index, context);
  return context;
}

}  // namespace

rest::HttpResponse show_item(const Visit& visit) {
  const auto& id = visit.parameters.at("run");
  const auto seq = rest::number_in(visit.query, "seq", 0);
  if (!seq) return refusal(visit, seq.error());
  const auto measured = visit.folds.measurements(id);
  const auto now = SystemClock().now();
  Result<nlohmann::json> context;
  auto telling = visit;
  const auto shown = visit.folds.show_from(id, *seq, [&](const Run& run) {
    const auto index = resolve_item(*run.plan, asked(visit, "path"));
    if (!index) {
      context = tl::unexpected<Error>(index.error());
      return;
    }
    telling.words = words_for_run(visit, run);
    context = context_of_item(
        {telling, run, run_time(run, now), telling.words, Phrase(run, telling.words)}, *index,
        measured);
  });
  if (!shown) return refusal(visit, shown.error());
  if (!context) return refusal(visit, context.error(), 404);
  return page(telling, "item", std::move(*context));
}

}  // namespace golive::board
