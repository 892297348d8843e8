#include "lua/body_facts.h"

namespace golive {
namespace {

std::optional<double> window_of(const Item& item, Mode mode) {
  auto window = item.during;
  if (mode != Mode::live && item.rehearse_for) window = item.rehearse_for;
  if (!window) return std::nullopt;
  return std::chrono::duration<double>(*window).count();
}

void read_attempt(const Run& run, const Attempt& attempt, BodyFacts& facts) {
  facts.started_at = attempt.run_started_at;
  if (!attempt.looks_for) return;
  const auto doubted = run.attempts.find(attempt.looks_for->first);
  if (doubted == run.attempts.end()) return;
  const auto place = doubted->second.places.find(attempt.looks_for->second);
  if (place != doubted->second.places.end()) facts.doubted = doubted->second.effects[place->second];
  facts.doubted_id = run.id + "/" + effect_id(doubted->first, attempt.looks_for->second);
}

}  // namespace

std::shared_ptr<const Plan> plan_of(const Run& run, const AttemptId& id) {
  const auto attempt = run.attempts.find(id);
  return attempt == run.attempts.end() || !attempt->second.plan ? run.plan : attempt->second.plan;
}

BodyFacts facts_of(const BodyStart& start) {
  const Run& run = *start.state;
  const auto plan = plan_of(run, start.id);
  const Item& item = plan->items[start.id.item];
  BodyFacts facts{start.run,
                  start.id,
                  plan,
                  item.text_index.value_or(start.id.item),
                  item.path,
                  run.environment,
                  std::string(text_of(run.mode)),
                  {},
                  window_of(item, run.mode),
                  run.parameters,
                  {},
                  {},
                  {},
                  run.seed};
  if (run.timeline) facts.j = to_text(run.timeline->j);
  if (const auto attempt = run.attempts.find(start.id); attempt != run.attempts.end())
    read_attempt(run, attempt->second, facts);
  for (ItemIndex index = 0; index < plan->items.size(); ++index) {
    const ItemRun& state = run.items[index];
    if (state.state == ItemState::succeeded && !state.result.empty() && state.ended_at &&
        *state.ended_at <= facts.started_at)
      facts.results[index] = state.result;
  }
  return facts;
}

}  // namespace golive
