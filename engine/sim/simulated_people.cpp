#include "sim/simulated_people.h"

#include <algorithm>

#include "core/readiness.h"
#include "core/rights.h"
#include "view/owner.h"

namespace golive {
namespace {

// Who starts a day that has no time of day does so in the morning.
Instant seen_by_people(const Run& run, ItemIndex item, Instant opened) {
  const auto planned = planned_start(run, item);
  if (!planned) return opened;
  const auto& zone = run.timeline->zone;
  const LocalTime start = to_local(zone, *planned), now = to_local(zone, opened);
  if (start.minute != 0 || start.date != now.date || now.minute >= assumed::morning) return opened;
  return to_instant(zone, {now.date, assumed::morning}).value_or(opened);
}

// Who takes hours for an answer does not get up at night for it.
Instant by_day(const Run& run, Instant at) {
  const auto& zone = run.timeline->zone;
  const LocalTime local = to_local(zone, at);
  if (local.minute >= assumed::morning && local.minute < assumed::evening) return at;
  const auto days = std::chrono::days(local.minute < assumed::morning ? 0 : 1);
  const Date day = std::chrono::sys_days(local.date) + days;
  return to_instant(zone, {day, assumed::morning}).value_or(at);
}

void add_undecided(const Rule& rule, const std::vector<Decision>& decisions,
                   std::vector<std::string>& roles) {
  if (quorum(rule, decisions) == Quorum::reached) return;
  if (!rule.role.empty() && std::find(roles.begin(), roles.end(), rule.role) == roles.end())
    roles.push_back(rule.role);
  for (const Rule& part : rule.parts) add_undecided(part, decisions, roles);
}

}  // namespace

std::vector<std::string> undecided_roles(const Rule& rule, const std::vector<Decision>& decisions) {
  std::vector<std::string> roles;
  add_undecided(rule, decisions, roles);
  return roles;
}

// The earliest deed of all that somebody could do.
struct SimulatedPeople::Asked {
  const Run& run;
  Instant now;
  const std::map<std::string, std::vector<Circumstances::Span>>& absences;
  std::optional<Deed> first = {};

  // The role's person, or its second one; without roles the starter acts alone.
  [[nodiscard]] Actor person(const std::string& role, std::size_t number = 0) const {
    if (run.plan->roles.empty() || role.empty()) return {run.starter, "simulation", {}};
    return {number == 0 ? role : role + " " + std::to_string(number + 1), "simulation", {role}};
  }
  [[nodiscard]] std::string acting_role(ItemIndex item) const {
    const auto roles = acting_roles(*run.plan, item);
    if (!roles.empty()) return roles.front();
    return run.plan->roles.empty() ? std::string() : run.plan->roles.front().id;
  }

  // Who steers the run: a lead, or who started it.
  [[nodiscard]] std::string leading_role() const {
    return run.plan->approved_by.empty() ? std::string() : run.plan->approved_by.front();
  }

  void offer(Instant at, const std::string& role, std::size_t number, ItemIndex item,
             CommandBody body) {
    at = std::max(at, now);
    const auto absent = absences.find(role);
    for (bool moved = absent != absences.end(); moved;) {
      moved = false;
      for (const auto& span : absent->second) {
        if ((span.from && at < *span.from) || (span.to && at >= *span.to)) continue;
        if (!span.to) return;  // for good
        at = *span.to;
        moved = true;
      }
    }
    if (!first || at < first->at) first = Deed{at, person(role, number), std::move(body), item};
  }
};

int SimulatedPeople::tries(ItemIndex item) const {
  const auto found = tries_.find(item);
  return found == tries_.end() ? 0 : found->second;
}

void SimulatedPeople::done(const Deed& deed) {
  if (std::holds_alternative<command::RetryItem>(deed.body)) ++tries_[deed.item];
}

void SimulatedPeople::ask_about_gate(Asked& asked, ItemIndex gate) const {
  const Item& item = asked.run.plan->items[gate];
  const ItemRun& state = asked.run.items[gate];
  if (state.state != ItemState::open && state.state != ItemState::held) return;
  const Instant since = seen_by_people(asked.run, gate, state.opened_at.value_or(asked.now));
  const bool no_go = drawing_.fails({gate, Slot::action, tries(gate) + 1});
  const auto all = roles_of(item.decided_by);
  for (const std::string& role : undecided_roles(item.decided_by, state.decisions)) {
    const auto of_role = static_cast<std::size_t>(
        std::count_if(state.decisions.begin(), state.decisions.end(),
                      [&](const Decision& made) { return made.role == role; }));
    const auto place = std::find(all.begin(), all.end(), role);
    const auto number =
        1000 * static_cast<std::uint64_t>(std::distance(all.begin(), place)) + of_role;
    const Duration takes = drawing_.answer(gate, since, number);
    const Instant at =
        takes > assumed::by_the_way ? by_day(asked.run, since + takes) : since + takes;
    asked.offer(at, role, of_role, gate,
                command::Decide{item.path,
                                no_go ? Verdict::no_go : Verdict::go,
                                role,
                                no_go ? "simulated no-go" : "simulated",
                                {}});
  }
}

void SimulatedPeople::ask_about_task(Asked& asked, ItemIndex task) const {
  const Item& item = asked.run.plan->items[task];
  const ItemRun& state = asked.run.items[task];
  const std::string role = asked.acting_role(task);
  const AttemptId id{task, Slot::action, tries(task) + 1};
  if (state.state == ItemState::running) {
    const bool fails = drawing_.fails(id);
    const Instant since = state.started_at.value_or(asked.now);
    return asked.offer(since + drawing_.duration(id), role, 0, task,
                       command::EndTask{item.path, fails ? TaskResult::failed : TaskResult::passed,
                                        fails ? "simulated failure" : "simulated"});
  }
  if (state.state != ItemState::ready) return;
  const auto& items = asked.run.plan->items;
  for (ItemIndex other = 0; other < items.size(); ++other)
    if (items[other].kind == ItemKind::task && asked.acting_role(other) == role &&
        asked.run.items[other].state == ItemState::running)
      return;  // busy
  const Instant since = seen_by_people(asked.run, task, state.opened_at.value_or(asked.now));
  const auto number = static_cast<std::uint64_t>(id.attempt);
  const Instant at = std::max(since + drawing_.answer(task, since, number), asked.now);
  asked.offer(first_free(asked.run, task, at), role, 0, task, command::StartTask{item.path});
}

void SimulatedPeople::ask_about_contingencies(Asked& asked) const {
  const Run& run = asked.run;
  if (run.active_contingency || rolling_back(run)) return;
  for (const ItemIndex index : run.plan->contingencies) {
    const ItemRun& state = run.items[index];
    if (state.contingency != ContingencyState::offered || state.activations >= most_tries) continue;
    const Item& item = run.plan->items[index];
    const Instant since = state.opened_at.value_or(asked.now);
    const auto number = static_cast<std::uint64_t>(state.activations);
    for (const std::string& role : roles_of(item.decided_by))
      asked.offer(since + drawing_.answer(index, since, number), role, 0, index,
                  command::Activate{item.path, "simulated"});
    return;  // the first one
  }
}

void SimulatedPeople::ask_about_holds(Asked& asked) const {
  const Run& run = asked.run;
  for (const ItemIndex index : blocking_holds(run)) {
    const Item& item = run.plan->items[index];
    const ItemRun& state = run.items[index];
    const bool missed = state.state == ItemState::held && item.kind != ItemKind::gate;
    if (state.state != ItemState::failed && state.state != ItemState::refused &&
        state.state != ItemState::undo_failed && !missed)
      continue;
    const bool answered = std::any_of(
        run.plan->contingencies.begin(), run.plan->contingencies.end(), [&](ItemIndex each) {
          return run.items[each].contingency == ContingencyState::offered &&
                 run.items[each].triggered_by == index && run.items[each].activations < most_tries;
        });
    if (answered && !run.active_contingency) continue;
    const Instant since = state.ended_at.value_or(asked.now);
    const Instant at = since + drawing_.answer(index, since, 0);
    const std::string role = state.past_return ? asked.leading_role() : asked.acting_role(index);
    if (tries(index) < most_tries)
      asked.offer(at, role, 0, index, command::RetryItem{item.path, "simulated"});
    else if (state.state == ItemState::undo_failed)
      asked.offer(at, role, 0, index, command::SkipItem{item.path, "simulated"});
    else
      asked.offer(at, {}, 0, index,
                  command::Abort{item.path + " does not succeed",
                                 item.kind != ItemKind::gate && !rolling_back(run)});
  }
}

std::optional<Deed> SimulatedPeople::next(const Run& run, Instant now) const {
  Asked asked{run, now, circumstances_.absences};
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    if (run.plan->items[index].kind == ItemKind::gate) ask_about_gate(asked, index);
    if (run.plan->items[index].kind == ItemKind::task) ask_about_task(asked, index);
  }
  ask_about_contingencies(asked);
  ask_about_holds(asked);
  return asked.first;
}

}  // namespace golive
