// One run: what waits, what holds, the forecast, the timeline, the contingencies.
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "api/rest/target.h"
#include "core/readiness.h"
#include "report/catalog.h"
#include "rim/system_clock.h"
#include "view/hold.h"
#include "view/item_view.h"

namespace golive::board {
namespace {

nlohmann::json told_hold(const Look& look, const Hold& hold) {
  const auto& item = look.run.plan->items[hold.item];
  return {{"title", name_of(item)},
          {"address", item_address(look.run.id, item.path)},
          {"state", look.phrase.item_state(hold.item)},
          {"why", look.phrase.said(hold.why)}};
}

nlohmann::json told_contingency(const Look& look, ItemIndex index) {
  const auto& item = look.run.plan->items[index];
  const auto state = text_of(look.run.items[index].contingency);
  return {{"title", name_of(item)},
          {"risk", item.risk},
          {"address", item_address(look.run.id, item.path)},
          {"state", look.phrase.state("contingency_state", state)}};
}

// What is running right now, with the end of its output.
void add_running(const Look& look, nlohmann::json& context) {
  auto& running = context["running"] = nlohmann::json::array();
  constexpr std::size_t most = 3;
  for (const auto& [id, attempt] : look.run.attempts) {
    const auto output = output_of(look, id.item);
    if (output.is_null() || running.size() == most) continue;
    running.push_back({{"title", name_of(look.run.plan->items[id.item])},
                       {"address", item_address(look.run.id, look.run.plan->items[id.item].path)},
                       {"output", output}});
  }
}

nlohmann::json context_of(const Look& look, const Measurements& measured) {
  const Run& run = look.run;
  const auto forecast = forecast_of(run, look.now, measured);
  nlohmann::json context{{"title", run.plan->title},
                         {"live", run.id},
                         {"run", head_of(look)},
                         {"forecast", told(look, forecast)},
                         {"phases", timeline_of(look, forecast, asked(look.visit, "phase"))}};
  for (const auto* list : {"mine", "others", "holds", "contingencies"})
    context[list] = nlohmann::json::array();
  for (const auto& waiting : waiting_for(run))
    context[is_mine(look, waiting) ? "mine" : "others"].push_back(told(look, waiting));
  for (const auto& hold : holds_of(run)) context["holds"].push_back(told_hold(look, hold));
  if (const auto* freeze = is_final(run) ? nullptr : freeze_at(run, run_time(run, look.now)))
    context["frozen"] = {{"freeze", freeze->id},
                         {"reason", freeze->reason},
                         {"until", look.phrase.time(freeze->to)}};
  for (const auto index : run.plan->contingencies)
    context["contingencies"].push_back(told_contingency(look, index));
  add_running(look, context);
  context["reports"] = nlohmann::json::array();
  for (const auto kind : report_kinds())
    context["reports"].push_back(
        {{"title", look.phrase.word("report_kind", kind)},
         {"address", run_address(run.id) + "/reports/" + std::string(kind)}});
  for (const auto* list : {"mine", "others", "holds", "contingencies", "running"})
    context["has_" + std::string(list)] = !context[list].empty();
  const bool acts = look.visit.reads.empty() && !is_final(run);
  context["steers"] = acts;
  context["pauses"] = acts && !run.paused;
  context["resumes"] = acts && run.paused;
  context["amends"] = acts && look.visit.may_bring_code;
  context["done"] = done_of(look.visit);
  return context;
}

}  // namespace

rest::HttpResponse show_run(const Visit& visit) {
  const auto& id = visit.parameters.at("run");
  const auto seq = rest::number_in(visit.query, "seq", 0);
  if (!seq) return refusal(visit, seq.error());
  const auto measured = visit.folds.measurements(id);
  const auto now = SystemClock().now();
  nlohmann::json context;
  auto telling = visit;
  const auto shown = visit.folds.show_from(id, *seq, [&](const Run& run) {
    telling.words = words_for_run(visit, run);
    context = context_of(
        {telling, run, run_time(run, now), telling.words, Phrase(run, telling.words)}, measured);
  });
  if (!shown) return refusal(visit, shown.error());
  return page(telling, "run", std::move(context));
}

}  // namespace golive::board
