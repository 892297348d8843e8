#include "simulation/picture.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace golive::simulation {
namespace {

std::string text(const std::optional<Instant>& instant) {
  return instant ? std::to_string(instant->time_since_epoch().count()) : "-";
}

std::string text(const std::optional<ItemIndex>& item) {
  return item ? std::to_string(*item) : "-";
}

std::string item_line(const ItemRun& item) {
  std::string line =
      fmt::format("{} {} {} {} {} {} {} {} {} {}{}{}{} {}|{}|{}|{} {} {} {}", text_of(item.state),
                  fmt::join(item.attempts, ","), text(item.opened_at), text(item.started_at),
                  text(item.ended_at), text(item.opened_clock), text(item.ended_clock),
                  text(item.not_before), item.failures, item.when_met, item.proceeds, item.used,
                  item.overdue, item.result, item.error, item.undo_note, text_of(item.contingency),
                  text(item.triggered_by), item.activations, item.decisions.size());
  for (const Decision& made : item.decisions)
    line += fmt::format(" {}/{}/{}/{}/{}/{}", made.actor, made.role, text_of(made.verdict),
                        made.reason, text(made.at), made.subject);
  return line;
}

std::string attempt_line(const AttemptId& id, const Attempt& attempt) {
  std::string line = fmt::format("attempt {} {} {} {} {} {} {}", id.item, text_of(id.slot),
                                 id.attempt, text(attempt.started_at), text(attempt.run_started_at),
                                 attempt.diverged, text(attempt.asked_since));
  for (const Effect& effect : attempt.effects)
    line += fmt::format("; {} {} {} {} {} {} {} {}", effect.key, text_of(effect.kind),
                        effect.request, text(effect.requested_at), effect.outcome.value_or("-"),
                        effect.outcome_seq.value_or(0), text(effect.outcome_at), effect.in_doubt);
  return line;
}

}  // namespace

std::vector<std::string> picture(const Run& run) {
  std::vector<std::string> lines{
      fmt::format("{} {} {} {} {} {} {} {} {} {} {}", run.id, run.seq, run.started, run.paused,
                  text_of(state_of(run)), run.offset.count(), text(run.created_at),
                  text(run.last_event_at), run.seed, run.starter, run.environment),
      fmt::format("holds {} order {} contingency {} aborting {} {}", fmt::join(run.holds, ","),
                  fmt::join(run.started_order, ","), text(run.active_contingency), run.aborting,
                  run.abort_reason)};
  if (run.rollback)
    lines.push_back(fmt::format("rollback {} {} {}", run.rollback->to,
                                fmt::join(run.rollback->items, ","), run.rollback->ended));
  for (const ItemRun& item : run.items) lines.push_back(item_line(item));
  for (const auto& [id, attempt] : run.attempts) lines.push_back(attempt_line(id, attempt));
  return lines;
}

std::string difference(const Run& a, const Run& b) {
  const auto ours = picture(a), theirs = picture(b);
  for (std::size_t line = 0; line < std::max(ours.size(), theirs.size()); ++line) {
    const std::string left = line < ours.size() ? ours[line] : "nothing";
    const std::string right = line < theirs.size() ? theirs[line] : "nothing";
    if (left != right) return "folded: " + left + "\n  engine: " + right;
  }
  return {};
}

}  // namespace golive::simulation
