#include "api/simulation/opening.h"

#include <algorithm>

#include "core/readiness.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

// A link of the chain of items that each waited for the one before: what the opening waited for.
struct Link {
  ItemIndex item = 0;
  Instant ready{}, ended{};
};

std::optional<Instant> end_of(const ItemRun& item) { return item.ended_at; }

// The one that an item waited for longest; none: for a time, or for nothing.
std::optional<ItemIndex> awaited(const Run& run, ItemIndex index) {
  const auto& items = run.plan->items;
  std::optional<ItemIndex> last;
  for (std::optional<ItemIndex> up = index; up; up = items[*up].parent)
    for (const ItemIndex edge : items[*up].edges)
      for (ItemIndex leaf = edge; leaf < items.size(); ++leaf) {
        if (!is_leaf(items[leaf]) || !is_within(*run.plan, leaf, edge)) continue;
        const auto end = end_of(run.items[leaf]);
        if (end && (!last || *end > *end_of(run.items[*last]))) last = leaf;
      }
  return last;
}

std::string frozen_until(const Run& run, Instant start) {
  for (const FrozenSpan& freeze : run.timeline->freezes)
    if (freeze.to == start) return freeze.reason.empty() ? "a freeze" : freeze.reason;
  return {};
}

std::string words_for(const Account& account, ItemIndex index) {
  const Item& item = account.run.plan->items[index];
  for (const auto& failure : account.failures)
    if (failure.id.item == index) return item.path + " failed and was tried again";
  if (item.kind == ItemKind::gate) return item.path + " was decided late";
  return item.path + " took longer than estimated";
}

// Backwards from the opening: the link that took most beyond its estimate.
std::string cause_of_lateness(const Account& account, ItemIndex opening) {
  const Run& run = account.run;
  std::optional<ItemIndex> worst;
  Duration most{};
  ItemIndex index = opening;
  for (std::size_t links = 0; links < run.items.size(); ++links) {
    const ItemRun& state = run.items[index];
    const auto began = state.opened_at ? state.opened_at : state.started_at;
    const auto before = awaited(run, index);
    const Item& item = run.plan->items[index];
    if (index != opening && began && state.ended_at) {
      const Duration over = *state.ended_at - *began - item.estimate.value_or(Duration{});
      if (!worst || over > most) worst = index, most = over;
    }
    const Instant ready = before ? *run.items[*before].ended_at : Instant::min();
    const auto planned = planned_start(run, index);
    if (began && *began > ready && (!planned || *began > *planned + 1s))
      if (const auto freeze = frozen_until(run, *began); !freeze.empty())
        return "the freeze before " + item.path + ": " + freeze;
    if (!before || (planned && *planned >= ready)) break;
    index = *before;
  }
  return worst ? words_for(account, *worst) : run.plan->items[opening].path + " began late";
}

std::string cause_of_absence(const Account& account, const std::string& stuck) {
  if (!stuck.empty()) return stuck;
  const auto& items = account.run.plan->items;
  // What was rolled back for comes before what went wrong on the way.
  for (auto failure = account.failures.rbegin(); failure != account.failures.rend(); ++failure)
    if (failure->then == told::Sequel::rolled_back || failure->then == told::Sequel::aborted)
      return items[failure->id.item].path + " failed";
  for (auto made = account.decisions.rbegin(); made != account.decisions.rend(); ++made)
    if (made->verdict == Verdict::no_go) return items[made->gate].path + " was refused";
  if (!account.failures.empty()) return items[account.failures.back().id.item].path + " failed";
  return "the run ended before its opening";
}

}  // namespace

bool on_time(const RunResult& result) { return result.lateness && *result.lateness < 1min; }

RunResult result_of(const SimulatedRun& simulated, const Account& account, std::uint64_t seed) {
  const Run& run = account.run;
  RunResult result{seed, simulated.stuck.empty() ? std::string(text_of(state_of(run))) : "stuck"};
  result.downtime = on_run_clock(account.downtime);
  const auto opening = opening_of(*run.plan);
  if (!opening) return result;
  if (account.opened && !account.closed) result.opened = run.items[*opening].started_at;
  const auto planned = run.timeline->items[*opening].start;
  if (result.opened && planned) result.lateness = std::max(Duration{}, *result.opened - *planned);
  if (!result.opened)
    result.cause = cause_of_absence(account, simulated.stuck);
  else if (planned && !on_time(result))
    result.cause = cause_of_lateness(account, *opening);
  return result;
}

}  // namespace golive
