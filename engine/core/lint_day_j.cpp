// Day J: tests, downtime, rehearsals, and what is taken for success.
#include <algorithm>

#include "core/lint_rules.h"
#include "core/readiness.h"

namespace golive::rule {
namespace {

const Objective* downtime_objective(const Plan& plan) {
  for (const Objective& objective : plan.objectives)
    if (objective.id == "downtime") return &objective;
  return nullptr;
}

bool is_described(const Plan& plan) {
  return std::any_of(plan.document.begin(), plan.document.end(),
                     [](const DocumentPart& part) { return part.id == "downtime"; });
}

void check_objective(const Objective& objective, Duration implied, const std::string& span,
                     Findings& found) {
  const auto most = parse_duration(objective.max);
  if (!most || implied <= *most) return;
  found.about(objective.place, objective.id,
              "the objective \"downtime\" is at most " + to_text(*most) + ", and the plan " + span +
                  ", " + to_text(implied),
              "change the times, or the objective, and tell those who use the service");
}

}  // namespace

void smoke_late(const Linted& linted, Findings& found) {
  const auto opening = linted.first_that_does("opening");
  if (!opening) return;
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    // What a later phase tests is how it goes on.
    if (item.kind != ItemKind::smoke || linted.phase_of(index) != linted.phase_of(*opening))
      continue;
    if (!items_before(linted.plan, index)[*opening]) continue;
    found.about(item,
                said(item) + " comes after the opening, " + said(linted.item(*opening)) +
                    ": users find out before it does",
                "add before = \"opening\", or move it up");
  }
}

void downtime_unstated(const Linted& linted, Findings& found) {
  const auto down = linted.first_that_does("downtime_start");
  if (!down) return;
  const Item& item = linted.item(*down);
  const auto opening = linted.first_that_does("opening");
  if (!opening) {
    found.about(item, "with " + said(item) + " a downtime begins, and nothing ends it",
                "add does = \"opening\" to what opens the service again");
    return;
  }
  const WallSpan &from = linted.times.of(*down), &to = linted.times.of(*opening);
  const bool is_timed = from.has_clock && to.has_clock && from.start && to.start;
  const Objective* objective = downtime_objective(linted.plan);
  std::string span = "implies a downtime from " + said(item) + " to " + said(linted.item(*opening));
  if (is_timed)
    span = "implies a downtime from " + wall_text(*from.start, true) + " (" + item.path + ") to " +
           wall_text(*to.start, true) + " (" + linted.item(*opening).path + ")";
  const Duration implied = std::chrono::minutes(is_timed ? *to.start - *from.start : 0);
  if (objective != nullptr) return check_objective(*objective, implied, span, found);
  if (is_described(linted.plan)) return;
  found.about(
      item, "the plan " + span + ", and nowhere states it",
      is_timed && implied > Duration::zero()
          ? "add objective \"downtime\" { max = \"" + to_text(implied) +
                "\" }, or a part `downtime` to the document"
          : "add objective \"downtime\" { max = ... }, or a part `downtime` to the document");
}

void rehearsal_missing(const Linted& linted, Findings& found) {
  const auto asks = [&](ItemIndex gate) { return !linted.item(gate).rehearsed_phase.empty(); };
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    if (item.kind != ItemKind::gate || !linted.is_main(index) || !linted.times.on_day_j(index))
      continue;
    const auto before = gates_before(linted.plan, index);
    if (asks(index) || std::any_of(before.begin(), before.end(), asks)) continue;
    const std::string& phase = linted.item(linted.phase_of(index)).path;
    found.about(item,
                said(item) +
                    " is on day J, and no rehearsal has to precede it, neither of the day "
                    "nor of its rollback",
                "add requires = rehearsed(\"" + phase + "\", \"7d\")");
  }
}

void no_data_passes(const Linted& linted, Findings& found) {
  for (const Item& item : linted.plan.items) {
    if (item.blind_for && item.during && *item.blind_for >= *item.during)
      found.about(item,
                  said(item) + " watches for " + to_text(*item.during) + " and tolerates " +
                      to_text(*item.blind_for) + " without a good answer: it succeeds without any",
                  "watch longer, tolerate fewer, or ask more often");
    else if (item.blind_for && item.rehearse_for && *item.blind_for >= *item.rehearse_for)
      found.about(item,
                  said(item) + " is rehearsed for " + to_text(*item.rehearse_for) +
                      " and tolerates " + to_text(*item.blind_for) +
                      " without a good answer: there, it succeeds without any",
                  "rehearse longer, tolerate fewer, or ask more often");
    const bool judges =
        item.kind == ItemKind::smoke || item.kind == ItemKind::watch || item.does == "check";
    if (judges && item.on_failure == OnFailure::proceed)
      found.about(item, said(item) + " goes on when it fails, also when it has found out nothing",
                  "remove on_failure = \"continue\": a person decides, with a reason");
  }
}

}  // namespace golive::rule
