#include "view/measured.h"

#include "core/codec.h"
#include "core/decide.h"

namespace golive {

const Measured::Took& took(const Measured::Item& item, Slot slot) {
  return slot == Slot::undo ? item.undo : item.action;
}

void Meter::end(const AttemptId& id, Instant at) {
  if (id.slot != Slot::action && id.slot != Slot::undo) return;
  auto& item = items_[id.item];
  Measured::Took& told = id.slot == Slot::undo ? item.undo : item.action;
  told.done = true;
  if (const auto begun = attempts_.find(id); begun != attempts_.end())
    told.time = at - begun->second;
}

void Meter::end(std::map<ItemIndex, Instant>& begun, ItemIndex item, Instant at) {
  items_[item].action.done = true;
  if (const auto found = begun.find(item); found != begun.end())
    items_[item].action.time = at - found->second;
  begun.erase(item);
}

void Meter::see_people(const Event& event) {
  if (const auto* task = std::get_if<event::TaskStarted>(&event.body))
    tasks_[task->item] = event.at;
  if (const auto* task = std::get_if<event::TaskEnded>(&event.body)) {
    // Nobody has said when it began: the engine writes down that it did together with its end.
    if (const auto begun = tasks_.find(task->item); begun != tasks_.end())
      if (begun->second == event.at) tasks_.erase(begun);
    if (task->result == TaskResult::passed) end(tasks_, task->item, event.at);
    tasks_.erase(task->item);
  }
  if (const auto* item = std::get_if<event::ItemOpened>(&event.body)) gates_[item->item] = event.at;
  if (const auto* gate = std::get_if<event::GateApproved>(&event.body))
    end(gates_, gate->gate, event.at);
  if (const auto* item = std::get_if<event::ItemMarkedDone>(&event.body))
    items_[item->item].action.done = true;
}

void Meter::see(const Run& run, const Event& event) {
  items_.resize(run.plan->items.size());
  if (std::holds_alternative<event::EngineTookOver>(event.body)) {
    const Duration gap = event.at - last_;
    for (auto& [id, begun] : attempts_) begun += gap;
    for (auto* all : {&tasks_, &gates_})
      for (auto& [item, begun] : *all) begun += gap;
  }
  if (const auto* start = std::get_if<event::AttemptStarted>(&event.body))
    attempts_[start->id] = event.at;
  if (const auto* doubt = std::get_if<event::DoubtArose>(&event.body)) attempts_.erase(doubt->id);
  if (const auto* good = std::get_if<event::AttemptSucceeded>(&event.body)) {
    end(good->id, event.at);
    attempts_.erase(good->id);
  }
  if (const auto* bad = std::get_if<event::AttemptFailed>(&event.body)) attempts_.erase(bad->id);
  see_people(event);
  last_ = event.at;
}

Measured Meter::measured(const Run& run) const {
  Measured measured{run.id,        run.plan,       run.mode, run.environment, state_of(run),
                    is_final(run), run.created_at, items_,   run.drill,       {}};
  for (ItemIndex item = 0; item < run.items.size(); ++item)
    measured.items[item].attempts =
        run.items[item].attempts[static_cast<std::size_t>(Slot::action)];
  return measured;
}

Result<Measured> measured_of(const std::vector<Event>& events) {
  if (events.empty() || !std::holds_alternative<event::RunCreated>(events.front().body))
    return fail(ErrorKind::invalid, "the log does not begin with run_created");
  Run run;
  Meter meter;
  for (const auto& event : events) {
    if (run.plan)
      if (auto fine = check_items(run, event); !fine) return tl::unexpected<Error>(fine.error());
    apply(run, event);
    meter.see(run, event);
  }
  return meter.measured(run);
}

}  // namespace golive
