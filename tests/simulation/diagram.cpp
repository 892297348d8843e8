#include "simulation/diagram.h"

#include <fmt/format.h>

#include <algorithm>

namespace golive::simulation {
namespace {

using S = ItemState;
using C = ContingencyState;

struct Move {
  std::string_view event;
  std::vector<S> from, to;
};

const std::vector<Move>& moves_of(ItemKind kind) {
  static const std::vector<Move> acting{
      {"attempt_started", {S::waiting}, {S::running}},
      {"attempt_started",
       {S::running, S::succeeded, S::failed, S::in_doubt, S::waiting, S::skipped, S::undo_failed},
       {S::undoing}},
      {"attempt_succeeded", {S::running}, {S::succeeded}},
      {"attempt_succeeded", {S::undoing}, {S::undone}},
      {"attempt_failed", {S::running, S::waiting}, {S::failed}},
      {"attempt_failed", {S::undoing}, {S::undo_failed}},
      {"retry_scheduled", {S::failed}, {S::waiting}},
      {"item_retried", {S::failed}, {S::waiting}},
      {"item_retried", {S::undo_failed}, {S::failed}},
      {"item_skipped", {S::waiting, S::failed, S::in_doubt}, {S::skipped}},
      {"item_skipped", {S::in_doubt}, {S::undo_failed}},
      {"item_marked_done", {S::waiting, S::failed, S::in_doubt}, {S::succeeded}},
      {"item_marked_done", {S::in_doubt}, {S::undone}},
      {"start_missed", {S::waiting}, {S::held}},
      {"return_passed", {S::waiting}, {S::held}},
      {"item_retried", {S::held}, {S::waiting}},
      {"item_skipped", {S::held}, {S::skipped}},
      {"item_marked_done", {S::held}, {S::succeeded}},
      {"freeze_lifted", {S::held}, {S::waiting}},
      {"attempt_started", {S::held}, {S::undoing}},
      {"doubt_arose", {S::running, S::undoing, S::waiting}, {S::in_doubt}},
      {"doubt_answered", {S::in_doubt}, {S::running, S::waiting, S::succeeded}},
      {"doubt_answered", {S::in_doubt}, {S::undoing, S::failed, S::undone}}};
  static const std::vector<Move> task{
      {"item_opened", {S::waiting}, {S::ready}},
      {"task_started", {S::ready}, {S::running}},
      {"task_ended", {S::running}, {S::succeeded, S::failed, S::skipped}},
      {"attempt_failed", {S::waiting}, {S::failed}},
      {"item_retried", {S::failed}, {S::waiting}},
      {"item_skipped", {S::waiting, S::ready, S::failed, S::in_doubt}, {S::skipped}},
      {"start_missed", {S::waiting, S::ready}, {S::held}},
      {"item_retried", {S::held}, {S::waiting}},
      {"item_skipped", {S::held}, {S::skipped}},
      {"freeze_lifted", {S::held}, {S::waiting}},
      {"doubt_arose", {S::waiting}, {S::in_doubt}},
      {"doubt_answered", {S::in_doubt}, {S::waiting}}};
  static const std::vector<Move> gate{{"item_opened", {S::closed, S::lapsed}, {S::open}},
                                      {"gate_approved", {S::open, S::held}, {S::approved}},
                                      {"gate_waived", {S::open, S::held}, {S::waived}},
                                      {"gate_refused", {S::open, S::held}, {S::refused}},
                                      {"gate_held", {S::open, S::closed, S::lapsed}, {S::held}},
                                      {"freeze_lifted", {S::held}, {S::closed}},
                                      {"gate_lapsed", {S::approved}, {S::lapsed}},
                                      {"attempt_failed", {S::closed, S::lapsed}, {S::failed}},
                                      {"item_retried", {S::failed, S::refused}, {S::closed}},
                                      {"item_skipped", {S::closed, S::lapsed}, {S::skipped}},
                                      {"doubt_arose", {S::closed, S::lapsed}, {S::in_doubt}},
                                      {"doubt_answered", {S::in_doubt}, {S::closed}}};
  if (kind == ItemKind::gate) return gate;
  return kind == ItemKind::task ? task : acting;
}

bool in(S state, const std::vector<S>& states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

bool may_move(const Run& before, ItemIndex item, const Event& event, S to) {
  if (const auto* activated = std::get_if<event::ContingencyActivated>(&event.body))
    return is_within(*before.plan, item, activated->contingency) &&
           (to == S::waiting || to == S::closed);
  const auto& moves = moves_of(before.plan->items[item].kind);
  return std::any_of(moves.begin(), moves.end(), [&](const Move& move) {
    return move.event == kind_of(event.body) && in(before.items[item].state, move.from) &&
           in(to, move.to);
  });
}

bool may_move(std::string_view event, C from, C to) {
  switch (to) {
    case C::dormant:  // what triggered it is settled
      return from != C::active &&
             (event == "item_retried" || event == "item_skipped" || event == "item_marked_done" ||
              event == "gate_approved" || event == "gate_waived" || event == "freeze_lifted");
    case C::offered:
      return event == "contingency_offered" && from == C::dormant;
    case C::declined:
      return event == "contingency_declined" && from == C::offered;
    case C::active:
      return event == "contingency_activated";
    case C::ended:
      return event == "contingency_ended" && from == C::active;
  }
  return false;
}

}  // namespace

std::string off_the_diagrams(const Run& before, const Event& event, const Run& after) {
  const auto kind = kind_of(event.body);
  for (ItemIndex item = 0; item < before.items.size(); ++item) {
    const auto& path = before.plan->items[item].path;
    const auto &was = before.items[item], &is = after.items[item];
    if (was.state != is.state && !may_move(before, item, event, is.state))
      return fmt::format("{} moved {} from {} to {}", kind, path, text_of(was.state),
                         text_of(is.state));
    if (was.contingency != is.contingency && !may_move(kind, was.contingency, is.contingency))
      return fmt::format("{} moved the contingency {} from {} to {}", kind, path,
                         text_of(was.contingency), text_of(is.contingency));
  }
  return {};
}

}  // namespace golive::simulation
