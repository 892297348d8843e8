#include "core/move.h"

#include <chrono>
#include <cstdlib>

#include "base/limits.h"
#include "core/readiness.h"

namespace golive {
namespace {

// What holds something that has not begun is planned anew: that is what it waits for.
bool is_replanned(const Run& run, ItemIndex item) {
  for (ItemIndex leaf = item; leaf < run.items.size(); ++leaf)
    if (is_leaf(run.plan->items[leaf]) && is_within(*run.plan, leaf, item) && !has_begun(run, leaf))
      return true;
  return false;
}

Result<void> check_date(const Run& run, Date j, Instant run_now) {
  const auto place = "j";
  if (is_final(run))
    return fail(ErrorKind::conflict, "the run " + run.id + " is over", {}, "start a new run");
  if (rolling_back(run))
    return fail(ErrorKind::conflict, "a rollback is under way", {}, "wait for its end");
  if (j == run.timeline->j)
    return fail(ErrorKind::conflict, "J is " + to_text(j) + " already", place);
  if (j < to_local(run.timeline->zone, run_now).date)
    return fail(ErrorKind::invalid, "J cannot be " + to_text(j) + ": that day is over", place,
                "choose a day from today on");
  const auto moved = std::chrono::sys_days(j) - std::chrono::sys_days(run.created_j);
  if (std::abs(moved.count()) > limits::move_days)
    return fail(ErrorKind::invalid,
                "J cannot be moved by more than " + std::to_string(limits::move_days) +
                    " days from " + to_text(run.created_j),
                place, "start a new run for " + to_text(j));
  return {};
}

}  // namespace

bool is_answered_or_open(const Run& run, ItemIndex gate) {
  switch (run.items[gate].state) {
    case ItemState::open:
    case ItemState::held:
    case ItemState::refused:
      return true;
    case ItemState::approved:
      return !run.items[gate].used;
    case ItemState::waiting:
    case ItemState::ready:
    case ItemState::running:
    case ItemState::in_doubt:
    case ItemState::succeeded:
    case ItemState::failed:
    case ItemState::skipped:
    case ItemState::undoing:
    case ItemState::undone:
    case ItemState::undo_failed:
    case ItemState::closed:
    case ItemState::lapsed:
    case ItemState::waived:
      return false;
  }
  return false;
}

bool has_begun(const Run& run, ItemIndex leaf) {
  if (run.plan->items[leaf].kind == ItemKind::gate)
    return !is_unstarted(run, leaf) && !is_answered_or_open(run, leaf);
  if (run.items[leaf].started_at) return true;  // also what waits for another attempt
  return !is_unstarted(run, leaf) && run.items[leaf].state != ItemState::held;
}

void keep_begun(const Run& run, Timeline& timeline) {
  for (ItemIndex item = 0; item < run.items.size(); ++item)
    if (!is_replanned(run, item)) timeline.items[item] = run.timeline->items[item];
}

Result<Move> move_of(const Run& run, Date j, Instant run_now) {
  if (auto good = check_date(run, j, run_now); !good) return tl::unexpected(good.error());
  auto timeline = resolve_timeline(*run.plan, j, run.timeline->zone);
  if (!timeline) return tl::unexpected(timeline.error());
  keep_begun(run, *timeline);
  Move move{std::move(*timeline), {}, {}};
  for (ItemIndex item = 0; item < run.items.size(); ++item) {
    const auto& planned = move.timeline.items[item];
    if (run.plan->items[item].kind == ItemKind::gate && is_answered_or_open(run, item))
      move.asked_again.push_back(item);
    if (planned != run.timeline->items[item] && is_leaf(run.plan->items[item]) && planned.start &&
        *planned.start <= run_now)
      move.overdue.push_back(item);
  }
  return move;
}

}  // namespace golive
