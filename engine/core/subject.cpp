#include "core/subject.h"

#include "base/sha256.h"
#include "core/told_watches.h"

namespace golive {
namespace {

// What a gate rests on, one thing each: an item that is over, or what a watch has told.
struct Found {
  ItemIndex item = 0;
  std::string which = {};  // of several watches
  std::string verdict = {};
  Instant at{};  // run's clock
};

bool is_evidence(const Run& run, ItemIndex index, ItemIndex gate) {
  const Item& item = run.plan->items[index];
  if (!is_leaf(item) || item.kind == ItemKind::gate) return false;
  if (!run.items[index].ended_at && told_watches(run, index).empty()) return false;
  const auto emergency = contingency_of(*run.plan, index);
  return !emergency || emergency == contingency_of(*run.plan, gate);
}

std::vector<Found> found_at(const Run& run, ItemIndex index) {
  std::vector<Found> all;
  const auto told = told_watches(run, index);
  for (const ToldWatch& each : told)
    all.push_back({index, which_watch(told, each), std::string(text_of(each.told->verdict)),
                   run_time(run, each.told->at)});
  const ItemRun& state = run.items[index];
  if (told.empty()) all.push_back({index, {}, std::string(text_of(state.state)), *state.ended_at});
  return all;
}

// Each watch by its own verdict: the worst of them may stay the same while another changes.
std::string verdicts_of(const Run& run, ItemIndex index) {
  const auto told = told_watches(run, index);
  if (told.empty()) return std::string(text_of(run.items[index].state));
  if (told.size() == 1) return std::string(text_of(told.front().told->verdict));
  std::string verdicts;
  for (const ToldWatch& each : told)
    verdicts += (verdicts.empty() ? "" : " ") + each.effect->key + "=" +
                std::string(text_of(each.told->verdict));
  return verdicts;
}

// What counted when somebody decided, and is to be done again.
std::string begun_again(const Run& run, ItemIndex gate) {
  const auto before = written_before(*run.plan, gate);
  for (ItemIndex index = 0; index < run.items.size(); ++index)
    if (before[index] && is_leaf(run.plan->items[index]) && !is_evidence(run, index, gate) &&
        run.items[index].attempts[static_cast<std::size_t>(Slot::action)] > 0)
      return ": " + run.plan->items[index].path + " is done again";
  return {};
}

std::string said_of(const Run& run, const Found& found) {
  const Item& item = run.plan->items[found.item];
  const ItemState state = run.items[found.item].state;
  const bool over = state == ItemState::succeeded || state == ItemState::failed;
  if (item.kind == ItemKind::watch && over && !attempt_under_way(run, found.item))
    return "the watch " + item.path + " has ended: " + found.verdict;
  return item.path + found.which + " is " + found.verdict;
}

}  // namespace

std::vector<ItemIndex> evidence_of(const Run& run, ItemIndex gate) {
  std::vector<ItemIndex> evidence;
  const Plan& plan = *run.plan;
  if (plan.order.empty()) {
    for (ItemIndex index = 0; index < gate; ++index)
      if (is_evidence(run, index, gate)) evidence.push_back(index);
    return evidence;
  }
  for (const ItemIndex index : plan.order) {
    if (index == gate) break;
    if (is_evidence(run, index, gate)) evidence.push_back(index);
  }
  return evidence;
}

std::vector<const Evidence*> files_for(const Run& run, ItemIndex gate) {
  std::vector<const Evidence*> files;
  if (run.evidence.empty()) return files;
  const auto before = written_before(*run.plan, gate);
  for (const Evidence& each : run.evidence) {
    const auto emergency = contingency_of(*run.plan, each.item);
    if ((each.item == gate || before[each.item]) &&
        (!emergency || emergency == contingency_of(*run.plan, gate)))
      files.push_back(&each);
  }
  return files;
}

std::string subject_of(const Run& run, ItemIndex gate) {
  std::string text = run.basis + "\n" + run.plan->items[gate].path + "\n";
  // Who saw the gate of the former day has not seen this one.
  if (run.moved_at && run.timeline->j != run.created_j)
    text += "J " + to_text(run.timeline->j) + "\n";
  for (const ItemIndex index : evidence_of(run, gate)) {
    const Item& item = run.plan->items[index];
    const bool verdict_alone = item.kind == ItemKind::smoke || item.kind == ItemKind::watch;
    text += item.path + " " + verdicts_of(run, index) +
            (verdict_alone ? "" : " " + run.items[index].result) + "\n";
  }
  for (const Evidence* each : files_for(run, gate))
    text += "file " + run.plan->items[each->item].path + " " + each->file.sha256 + "\n";
  return sha256(text);
}

std::string subject_change(const Run& run, ItemIndex gate, Instant since) {
  for (const Evidence* each : files_for(run, gate))
    if (each->at >= since)
      return "evidence was added since: " + each->title + " (" + each->actor + ", at " +
             run.plan->items[each->item].path + ")";
  for (std::size_t number = run.amendments.size(); number > 0; --number)
    if (const Amendment& each = run.amendments[number - 1];
        each.state == AmendmentState::applied && each.has_effect && *each.ended >= since)
      return "the plan was amended since: amendment " + std::to_string(number) + " (" +
             each.reason + ")";
  std::optional<Found> latest;
  for (const ItemIndex index : evidence_of(run, gate))
    for (Found& each : found_at(run, index))
      if (each.at >= since && (!latest || each.at >= latest->at)) latest = std::move(each);
  const std::string changed = "what it rests on has changed since";
  return latest ? changed + ": " + said_of(run, *latest) : changed + begun_again(run, gate);
}

}  // namespace golive
