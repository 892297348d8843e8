#include "core/subject.h"

#include "base/sha256.h"

namespace golive {
namespace {

bool is_evidence(const Run& run, ItemIndex index, ItemIndex gate) {
  const Item& item = run.plan->items[index];
  if (!is_leaf(item) || item.kind == ItemKind::gate) return false;
  if (!run.items[index].ended_at && !told_watch(run, index)) return false;
  const auto emergency = contingency_of(*run.plan, index);
  return !emergency || emergency == contingency_of(*run.plan, gate);
}

std::string_view verdict_of(const Run& run, ItemIndex index) {
  const WatchTold* watch = told_watch(run, index);
  return watch ? text_of(watch->verdict) : text_of(run.items[index].state);
}

Instant found_at(const Run& run, ItemIndex index) {
  const WatchTold* watch = told_watch(run, index);
  return watch ? run_time(run, watch->at) : *run.items[index].ended_at;
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
    text += item.path + " " + std::string(verdict_of(run, index)) +
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
  std::optional<ItemIndex> latest;
  for (const ItemIndex index : evidence_of(run, gate))
    if (found_at(run, index) >= since &&
        (!latest || found_at(run, index) >= found_at(run, *latest)))
      latest = index;
  if (!latest) return "what it rests on has changed since";
  return "what it rests on has changed since: " + run.plan->items[*latest].path + " is " +
         std::string(verdict_of(run, *latest));
}

}  // namespace golive
