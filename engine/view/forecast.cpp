#include "view/forecast.h"

#include <algorithm>

#include "base/chance.h"
#include "core/estimates.h"
#include "core/no_return.h"
#include "core/readiness.h"
#include "view/item_view.h"

namespace golive {
namespace {

constexpr Instant never = Instant::max();
constexpr std::uint64_t draws = 100;

// The plan as a network: of each item a node for its start and one for its end.
class Network {
 public:
  Network(const Run& run, Instant run_now, const DurationOf& duration_of)
      : run_(run),
        plan_(*run.plan),
        now_(run_now),
        duration_of_(duration_of),
        times_(plan_.items.size() * 2, never),
        causes_(plan_.items.size()) {
    order_.reserve(times_.size());
  }

  // In the order of the plan, so that little of it recurses.
  Instant start_of_leaf(ItemIndex leaf) {
    for (ItemIndex item = 0; item < leaf; ++item)
      if (!contingency_of(plan_, item) && is_leaf(plan_.items[item])) end(item);
    return start(leaf);
  }

  [[nodiscard]] Forecast forecast() {
    for (ItemIndex item = 0; item < plan_.items.size(); ++item)
      if (!contingency_of(plan_, item) && is_leaf(plan_.items[item])) end(item);
    for (ItemIndex item = 0; item < plan_.items.size(); ++item)
      if (!contingency_of(plan_, item)) end(item);
    Forecast forecast;
    forecast.items.resize(plan_.items.size());
    for (ItemIndex item = 0; item < plan_.items.size(); ++item) {
      if (contingency_of(plan_, item)) continue;
      forecast.items[item] = {times_[start_of(item)], times_[end_of(item)], {}};
      if (!forecast.opening && plan_.items[item].does == "opening") forecast.opening = item;
    }
    if (forecast.opening) {
      forecast.critical = path_to(*forecast.opening);
      put_slack(forecast);
    }
    return forecast;
  }

 private:
  static std::size_t start_of(ItemIndex item) { return std::size_t{item} * 2; }
  static std::size_t end_of(ItemIndex item) { return std::size_t{item} * 2 + 1; }

  Instant start(ItemIndex item) {
    auto& time = times_[start_of(item)];
    if (time != never) return time;
    time = now_;
    if (const auto span = span_of(run_, item); span.started) {
      time = *span.started;
    } else if (is_leaf(plan_.items[item]) && is_done(run_, item)) {  // passed over
      time = run_.items[item].ended_at.value_or(now_);
    } else {
      time = earliest_start(item);
    }
    order_.push_back(start_of(item));
    return time;
  }

  Instant earliest_start(ItemIndex item) {
    Instant time = now_;
    if (const auto planned = planned_start(run_, item)) time = std::max(time, *planned);
    std::optional<ItemIndex> cause;
    for (std::optional<ItemIndex> up = item; up; up = plan_.items[*up].parent)
      for (const ItemIndex edge : plan_.items[*up].edges) {
        const Instant ended = end(edge);
        if (ended > time) cause = edge;
        time = std::max(time, ended);
      }
    const Instant free = first_free(run_, item, time);
    if (free == time) causes_[item] = cause;
    return free;
  }

  Instant end(ItemIndex item) {
    const auto known = times_[end_of(item)];
    if (known != never) return known;
    Instant time = start(item);
    if (!is_leaf(plan_.items[item])) {
      for (const ItemIndex child : plan_.items[item].children) time = std::max(time, end(child));
    } else if (is_done(run_, item)) {
      time = run_.items[item].ended_at.value_or(time);
    } else {
      time = std::max(time + duration_of_(item), now_);
    }
    times_[end_of(item)] = time;
    order_.push_back(end_of(item));
    return time;
  }

  // From the opening backwards along what determined each start.
  [[nodiscard]] std::vector<ItemIndex> path_to(ItemIndex opening) const {
    std::vector<ItemIndex> path;
    std::optional<ItemIndex> at = opening;
    while (at && path.size() < plan_.items.size()) {
      const ItemIndex leaf = last_leaf(*at);
      if (is_done(run_, leaf)) break;
      path.push_back(leaf);
      at = causes_[leaf];
    }
    std::reverse(path.begin(), path.end());
    return path;
  }
  // The leaf that ends last in an item.
  [[nodiscard]] ItemIndex last_leaf(ItemIndex item) const {
    while (!is_leaf(plan_.items[item])) {
      const auto& children = plan_.items[item].children;
      item = *std::max_element(children.begin(), children.end(), [&](ItemIndex a, ItemIndex b) {
        return times_[end_of(a)] < times_[end_of(b)];
      });
    }
    return item;
  }

  // The latest times that leave the opening where it is; the nodes stand in an order in which each
  // follows what it waits for.
  void put_slack(Forecast& forecast) const {
    std::vector<Instant> latest(times_.size(), never);
    const ItemIndex opening = *forecast.opening;
    const auto planned = run_.timeline->items[opening].start;
    latest[start_of(opening)] = std::max(times_[start_of(opening)], planned.value_or(now_));
    for (auto node = order_.rbegin(); node != order_.rend(); ++node) {
      const auto item = static_cast<ItemIndex>(*node / 2);
      const Instant last = latest[*node];
      if (last == never) continue;
      const auto limit = [&](std::size_t before, Instant time) {
        latest[before] = std::min(latest[before], time);
      };
      if (*node % 2 == 0) {
        for (std::optional<ItemIndex> up = item; up; up = plan_.items[*up].parent)
          for (const ItemIndex edge : plan_.items[*up].edges) limit(end_of(edge), last);
      } else if (is_leaf(plan_.items[item])) {
        limit(start_of(item), last - (times_[end_of(item)] - times_[start_of(item)]));
      } else {
        for (const ItemIndex child : plan_.items[item].children) limit(end_of(child), last);
      }
    }
    for (ItemIndex item = 0; item < plan_.items.size(); ++item)
      if (latest[end_of(item)] != never && !is_done(run_, item))
        forecast.items[item].slack = latest[end_of(item)] - times_[end_of(item)];
    forecast.items[opening].slack = latest[start_of(opening)] - times_[start_of(opening)];
  }

  const Run& run_;
  const Plan& plan_;
  Instant now_;
  const DurationOf& duration_of_;
  std::vector<Instant> times_;
  std::vector<std::optional<ItemIndex>> causes_;  // what an item's start waits for, if not a time
  std::vector<std::size_t> order_;
};

std::optional<BackBy> stated_back_by(const Run& run, const Forecast& forecast) {
  const auto down = downtime_start_of(*run.plan);
  return stated_back_by(run, *forecast.opening, down ? forecast.items[*down].start : Instant{});
}

// Before what the plan states, else before the day's planned end.
std::optional<BackBy> back_by(const Run& run, const Forecast& forecast) {
  if (const auto stated = stated_back_by(run, forecast)) return stated;
  const ItemIndex phase = phase_of(*run.plan, *forecast.opening);
  const auto& planned = run.timeline->items[phase].end;
  if (!planned) return std::nullopt;
  return BackBy{*planned, "end of " + run.plan->items[phase].path};
}

// Undoing takes what has begun: each further step takes its own undo along. Where the plan states
// the limit, a lead is asked by what the run knows (core/no_return), so it is shown by that.
std::optional<NoReturn> no_return_of(const Run& run, const Forecast& forecast,
                                     const Measurements& measured) {
  if (!forecast.opening) return std::nullopt;
  const ItemIndex phase = phase_of(*run.plan, *forecast.opening);
  const auto limit = back_by(run, forecast);
  if (!limit) return std::nullopt;
  const bool is_stated = stated_back_by(run, forecast).has_value();
  std::vector<std::pair<Instant, Duration>> undos;
  for (ItemIndex item = 0; item < run.plan->items.size(); ++item) {
    const Item& each = run.plan->items[item];
    if (!each.has_undo || !is_within(*run.plan, item, phase)) continue;
    if (run.items[item].state == ItemState::skipped) continue;
    undos.emplace_back(
        forecast.items[item].start,
        is_stated ? undo_time(run, item) : likely_of(*run.plan, item, Slot::undo, measured));
  }
  std::sort(undos.begin(), undos.end());
  std::optional<NoReturn> last;
  Duration rollback{};
  for (std::size_t i = 0; i < undos.size(); ++i) {
    rollback += undos[i].second;
    const Instant fits = limit->at - rollback;
    if (fits < undos[i].first && !last)
      return NoReturn{undos[i].first, rollback, limit->at, limit->because, false};
    if (fits < undos[i].first) break;
    last = {fits, rollback, limit->at, limit->because, true};
    if (i + 1 < undos.size()) last->at = std::min(fits, undos[i + 1].first);
  }
  return last;
}

// The first that will start past it, as things stand: a lead will be asked then.
std::optional<ItemIndex> first_past_return(const Run& run, const Forecast& forecast) {
  if (!forecast.opening || is_done(run, *forecast.opening)) return {};
  const ItemIndex opening = *forecast.opening;
  const auto limit = stated_back_by(run, forecast);
  if (!limit) return std::nullopt;
  std::vector<ItemIndex> coming;
  for (ItemIndex item = 0; item <= opening; ++item)
    if (concerns_return(*run.plan, opening, item) && is_unstarted(run, item))
      coming.push_back(item);
  std::stable_sort(coming.begin(), coming.end(), [&](ItemIndex one, ItemIndex other) {
    return forecast.items[one].start < forecast.items[other].start;
  });
  Duration rollback = rollback_so_far(run, opening, opening);
  for (const ItemIndex item : coming) {
    const Item& each = run.plan->items[item];
    if (each.has_undo) rollback += undo_time(run, item);
    const bool past = forecast.items[item].start > limit->at - rollback;
    if (past && !run.items[item].goes_past_return) return item;
  }
  return std::nullopt;
}

void count_sources(const Run& run, const Measurements& measured, Forecast& forecast) {
  forecast.rehearsals = measured.rehearsals;
  for (ItemIndex item = 0; item < run.items.size(); ++item) {
    const Item& each = run.plan->items[item];
    if (!is_leaf(each) || each.kind == ItemKind::gate || contingency_of(*run.plan, item)) continue;
    if (is_done(run, item)) continue;
    ++(is_measured(*run.plan, item, Slot::action, measured) ? forecast.measured
                                                            : forecast.estimated);
  }
}

Odds odds_of(const Run& run, Instant run_now, ItemIndex opening, const Measurements& measured) {
  std::vector<Instant> drawn;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    const DurationOf duration_of = [&](ItemIndex leaf) {
      const Item& item = run.plan->items[leaf];
      const double share = Chance(run.seed, {draw, leaf}).unit();
      if (item.kind == ItemKind::gate) return answer_of(item, share);
      return work_of(*run.plan, leaf, Slot::action, measured, share);
    };
    drawn.push_back(Network(run, run_now, duration_of).start_of_leaf(opening));
  }
  std::sort(drawn.begin(), drawn.end());
  return {drawn[draws / 2 - 1], drawn[draws * 9 / 10 - 1]};
}

}  // namespace

Forecast forecast_of(const Run& run, Instant run_now, const DurationOf& duration_of,
                     const Measurements& measured) {
  Forecast forecast = Network(run, run_now, duration_of).forecast();
  forecast.no_return = no_return_of(run, forecast, measured);
  forecast.past_return = first_past_return(run, forecast);
  return forecast;
}

Forecast forecast_of(const Run& run, Instant run_now, const Measurements& measured) {
  const DurationOf likely = [&](ItemIndex leaf) {
    if (run.plan->items[leaf].kind == ItemKind::gate) return Duration{};
    return likely_of(*run.plan, leaf, Slot::action, measured);
  };
  auto forecast = forecast_of(run, run_now, likely, measured);
  count_sources(run, measured, forecast);
  if (forecast.opening && !is_final(run) && !span_of(run, *forecast.opening).started)
    forecast.odds = odds_of(run, run_now, *forecast.opening, measured);
  return forecast;
}

}  // namespace golive
