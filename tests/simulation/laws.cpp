#include "simulation/laws.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/codec.h"
#include "core/decide.h"
#include "core/readiness.h"
#include "simulation/diagram.h"
#include "simulation/picture.h"
#include "view/run_view.h"

namespace golive::simulation {
namespace {

std::string line_of(const Plan& plan, const Event& event) {
  auto json = event_to_api_json(plan, event);
  const auto kind = json["kind"].get<std::string>();
  for (const char* field : {"at", "kind", "actor", "from", "subject", "seq"}) json.erase(field);
  if (kind == "run_created") json.clear();
  return fmt::format("  {} {} {} {}", event.seq, kind, event.actor, json.dump());
}

}  // namespace

void Laws::read_on() {
  if (run_.empty()) return;
  const auto records = disk_.read(run_, folded_.seq, 100'000);
  if (!records) return trace_.hold(false, "the log is read: " + to_line(records.error()));
  for (const Record& record : *records) {
    trace_.hold(record.seq == folded_.seq + 1, "the log has no hole");
    const auto event = event_from_record(record);
    if (!event) return trace_.hold(false, "each event is read: " + to_line(event.error()));
    if (!folded_.plan) {
      apply(folded_, *event);
      continue;
    }
    trace_.tell(line_of(*folded_.plan, *event));
    check(*event);
    const Run before = folded_;
    note(*event);
    apply(folded_, *event);
    const auto wrong = off_the_diagrams(before, *event, folded_);
    trace_.hold(wrong.empty(), "states move along the diagrams: " + wrong);
  }
}

void Laws::check(const Event& event) {
  trace_.hold(!is_final(folded_) || std::holds_alternative<event::ReservationClosed>(event.body),
              "nothing but the closing of reservations happens after the end of the run");
  if (const auto* e = std::get_if<event::AttemptStarted>(&event.body)) check_start(e->id);
  if (std::holds_alternative<event::ItemOpened>(event.body)) check_opening();
  if (const auto* e = std::get_if<event::EffectFinished>(&event.body)) check_finish(*e);
  if (const auto* e = std::get_if<event::OutcomeRefused>(&event.body)) check_refusal(*e);
  if (const auto* e = std::get_if<event::RollbackStarted>(&event.body)) check_rollback(*e);
  if (const auto* e = std::get_if<event::AttemptSucceeded>(&event.body))
    trace_.hold(folded_.attempts.contains(e->id), "what succeeds is under way");
  if (const auto* e = std::get_if<event::AttemptFailed>(&event.body))
    trace_.hold(folded_.attempts.contains(e->id), "what fails is under way");
  if (const auto* e = std::get_if<event::EffectRequested>(&event.body))
    trace_.hold(folded_.attempts.contains(e->id), "what asks for an effect is under way");
  if (const auto* e = std::get_if<event::GateLapsed>(&event.body))
    trace_.hold(!folded_.items[e->gate].used, "a GO that was used does not lapse");
}

void Laws::check_opening() {
  trace_.hold(!folded_.paused, "nothing new starts while the run is paused");
  trace_.hold(blocking_holds(folded_).empty(), "nothing new starts while the run is held");
  trace_.hold(!rolling_back(folded_), "nothing new starts beside a rollback");
}

void Laws::check_start(const AttemptId& id) {
  trace_.hold(!folded_.attempts.contains(id), "no attempt starts twice");
  if (id.slot == Slot::probe) return;
  if (id.slot == Slot::undo) return check_undo(id);
  check_opening();
  if (contingency_of(*folded_.plan, id.item)) return;
  for (const ItemIndex gate : gates_before(*folded_.plan, id.item))
    trace_.hold(is_done(folded_, gate), "nothing starts before the gates on its way are decided");
}

void Laws::check_undo(const AttemptId& id) {
  trace_.hold(!folded_.paused, "nothing is undone while the run is paused");
  trace_.hold(blocking_holds(folded_).empty(), "nothing is undone while the rollback is held");
  trace_.hold(rolling_back(folded_), "an undo belongs to a rollback");
  if (!rolling_back(folded_)) return;
  const auto& left = folded_.rollback->items;
  trace_.hold(!left.empty() && left.front() == id.item, "the last started is undone first");
  for (const auto& [other, attempt] : folded_.attempts)
    trace_.hold(other.slot == Slot::undo && other.item != id.item,
                "an undo does not run beside what it undoes");
}

void Laws::check_finish(const event::EffectFinished& finished) {
  const Effect* effect = find_effect(folded_, finished.id, finished.key);
  trace_.hold(effect && !effect->outcome && !effect->in_doubt,
              "an outcome that is late changes nothing: " + name_of({finished.id, finished.key}));
}

// One that repeats what is recorded is none; and one is enough to know.
void Laws::check_refusal(const event::OutcomeRefused& refused) {
  const Effect* effect = find_effect(folded_, refused.id, refused.key);
  trace_.hold(!effect || effect->in_doubt || effect->outcome.value_or("") != refused.outcome,
              "what is refused came too late: " + name_of({refused.id, refused.key}));
  trace_.hold(!effect || effect->in_doubt || effect->outcome, "what is awaited is not refused");
  trace_.hold(refused_.insert({refused.id, refused.key}).second,
              "a late outcome is recorded once: " + name_of({refused.id, refused.key}));
}

// All that was started since the first start within it, and has not been undone, the last first;
// but what a contingency that is active has done itself.
void Laws::check_rollback(const event::RollbackStarted& started) {
  std::optional<std::uint64_t> since;
  for (const auto& [item, seqs] : starts_)
    if (is_within(*folded_.plan, item, started.to) && (!since || seqs.first < *since))
      since = seqs.first;
  const auto active = folded_.active_contingency;
  std::vector<ItemIndex> due;
  for (const auto& [item, seqs] : starts_)
    if (since && seqs.second >= *since && folded_.items[item].state != ItemState::undone &&
        (!active || !is_within(*folded_.plan, item, *active)))
      due.push_back(item);
  std::sort(due.begin(), due.end(),
            [&](ItemIndex a, ItemIndex b) { return starts_[a].second > starts_[b].second; });
  trace_.hold(due == started.items, "a rollback undoes all that was started since, backwards");
}

void Laws::note(const Event& event) {
  if (const auto* e = std::get_if<event::AttemptStarted>(&event.body))
    if (e->id.slot == Slot::action) {
      starts_.try_emplace(e->id.item, event.seq, event.seq);
      starts_[e->id.item].second = event.seq;
    }
  if (const auto* e = std::get_if<event::DoubtAnswered>(&event.body))
    if (e->answer == DoubtAnswer::not_done) ++not_done_[{e->id, e->key}];
}

void Laws::compare(const Run& engine, Instant now, bool with_view) {
  const auto differs = difference(folded_, engine);
  trace_.hold(differs.empty(), "the log comes to the state that the engine has:\n  " + differs);
  if (!with_view) return;
  trace_.hold(run_view(folded_, now) == run_view(engine, now),
              "the log comes to the view that the engine has");
}

void Laws::verify_log(Instant now) {
  const auto records = disk_.read(run_, 0, 100'000);
  if (!records) return trace_.hold(false, "the log is read");
  const auto chain = verify_chain(run_, *records);
  trace_.hold(chain.has_value(), "the chain verifies");
  Run again;
  for (const Record& record : *records)
    if (const auto event = event_from_record(record)) apply(again, *event);
  compare(again, now, true);
}

int Laws::not_done(const Place& place) const {
  const auto found = not_done_.find(place);
  return found == not_done_.end() ? 0 : found->second;
}

bool Laws::happens_once(const Place& place, const Effect& effect) const {
  const auto slot = place.first.slot;
  if (slot == Slot::when || slot == Slot::probe) return false;
  if (const auto may = may_repeat(effect.kind, effect.request)) return !*may;
  return slot == Slot::undo ||
         folded_.plan->items[place.first.item].interruption != Interruption::retry;
}

std::string Laws::name_of(const Place& place) const {
  return fmt::format("{} {} {} {}", folded_.plan->items[place.first.item].path,
                     text_of(place.first.slot), place.first.attempt, place.second);
}

}  // namespace golive::simulation
