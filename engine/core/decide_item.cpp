// People act on items: tasks, retry, skip, mark done, doubts, questions.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/decider.h"
#include "core/no_return.h"
#include "core/rights.h"

namespace golive {
namespace {

bool in(ItemState state, std::initializer_list<ItemState> states) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

}  // namespace

Result<void> Decider::check_task(ItemIndex index) const {
  const Item& item = run_.plan->items[index];
  if (item.kind == ItemKind::task) return {};
  return fail(ErrorKind::invalid,
              item.path + " is a " + std::string(text_of(item.kind)) + ", not a task");
}

Result<Events> Decider::operator()(const command::StartTask& c) const {
  auto index = item_to_act_on(c.item);
  if (!index) return tl::unexpected(index.error());
  if (auto task = check_task(*index); !task) return tl::unexpected(task.error());
  if (run_.items[*index].state != ItemState::ready)
    return too_early(*index, "a task can be started once it is ready");
  if (auto in_time = check_in_time(*index); !in_time) return tl::unexpected(in_time.error());
  if (auto free = check_unfrozen(*index); !free) return tl::unexpected(free.error());
  return Events{event::TaskStarted{*index}};
}

Result<Events> Decider::operator()(const command::EndTask& c) const {
  auto index = item_to_act_on(c.item);
  if (!index) return tl::unexpected(index.error());
  if (auto task = check_task(*index); !task) return tl::unexpected(task.error());
  const ItemState state = run_.items[*index].state;
  if (!in(state, {ItemState::ready, ItemState::running}))
    return too_early(*index, "a task can be ended once it is ready");
  if (auto in_time = check_in_time(*index); !in_time) return tl::unexpected(in_time.error());
  if (c.result != TaskResult::passed && c.comment.empty())
    return fail(ErrorKind::invalid, "a task that did not pass needs a comment", "comment",
                "say why");
  if (auto free = check_unfrozen(*index); !free && state == ItemState::ready)
    return tl::unexpected(free.error());
  Events events;
  if (state == ItemState::ready) events.push_back(event::TaskStarted{*index});
  events.push_back(event::TaskEnded{*index, c.result, c.comment});
  return events;
}

Result<Events> Decider::operator()(const command::RetryItem& c) const {
  auto index = item_to_act_on(c.item);
  if (!index) return tl::unexpected(index.error());
  const ItemRun& item = run_.items[*index];
  const bool missed =
      item.state == ItemState::held && run_.plan->items[*index].kind != ItemKind::gate;
  const bool lost = in(item.state, {ItemState::failed, ItemState::refused, ItemState::undo_failed});
  if ((!lost && !missed) || (item.proceeds && item.state == ItemState::failed))
    return too_early(*index, "only what failed, was refused or missed its time can be tried again");
  if (rolling_back(run_) && item.state != ItemState::undo_failed)
    return fail(ErrorKind::conflict, "a rollback is under way", c.item);
  if (c.only && !item.past_return)
    return fail(ErrorKind::invalid,
                "only what would start past the point of no return can be let go on alone", "only",
                "leave that out");
  std::vector<ItemIndex> speaks_for;
  if (item.past_return)
    speaks_for = c.only ? std::vector<ItemIndex>{*index} : spoken_for(run_, *index);
  return Events{event::ItemRetried{*index, c.reason, std::move(speaks_for)}};
}

Result<Events> Decider::operator()(const command::SkipItem& c) const {
  auto index = item_to_act_on(c.item);
  if (!index) return tl::unexpected(index.error());
  const Item& item = run_.plan->items[*index];
  if (item.kind == ItemKind::gate) return conflict(*index, "a gate is not skipped: it is decided");
  if (!is_leaf(item) && run_.items[*index].state != ItemState::failed)  // failed: its condition
    return fail(ErrorKind::invalid, item.path + " is no single item", c.item,
                "skip the items in it");
  if (!in(run_.items[*index].state, {ItemState::waiting, ItemState::ready, ItemState::failed,
                                     ItemState::in_doubt, ItemState::undo_failed, ItemState::held}))
    return conflict(
        *index, "only what waits, is ready, in doubt, failed or missed its time can be skipped");
  return Events{event::ItemSkipped{*index, c.reason, false}};
}

Result<Events> Decider::operator()(const command::MarkDone& c) const {
  auto index = item_to_act_on(c.item);
  if (!index) return tl::unexpected(index.error());
  const Item& item = run_.plan->items[*index];
  if (!is_leaf(item) || item.kind == ItemKind::gate || item.kind == ItemKind::task)
    return fail(
        ErrorKind::invalid, item.path + " is a " + std::string(text_of(item.kind)), c.item,
        "steps, smoke tests and watches can be marked done; a task is ended, a gate decided");
  if (!in(run_.items[*index].state,
          {ItemState::waiting, ItemState::failed, ItemState::in_doubt, ItemState::held}))
    return conflict(*index,
                    "only what waits, is in doubt, failed or missed its time can be marked done");
  return Events{event::ItemMarkedDone{*index, c.reason}};
}

Result<Events> Decider::operator()(const command::AnswerDoubt& c) const {
  auto index = item_to_act_on(c.item);
  if (!index) return tl::unexpected(index.error());
  for (const auto& [id, attempt] : run_.attempts) {
    if (id.item != *index) continue;
    if (attempt.diverged) {
      if (c.answer != DoubtAnswer::again && id.slot == Slot::when)
        return fail(ErrorKind::conflict, "what its condition says is not known", c.item,
                    "answer again: looking again does no harm");
      if (c.answer == DoubtAnswer::not_done)
        return fail(ErrorKind::conflict, "the body asks for something else than it did before",
                    c.item, "answer done, or again");
      return Events{event::DoubtAnswered{id, {}, c.answer, c.outcome, c.reason}};
    }
    for (const Effect& effect : attempt.effects) {
      if (!effect.in_doubt) continue;
      if (c.answer == DoubtAnswer::done && c.outcome.empty())
        return fail(ErrorKind::invalid, "done needs the outcome that the body shall see", "outcome",
                    effect.kind == EffectKind::exec ? "for a process: {\"code\": 0}"
                                                    : "for a request: {\"status\": 200}");
      return Events{event::DoubtAnswered{id, effect.key, c.answer, c.outcome, c.reason}};
    }
  }
  return conflict(*index, "nothing of it is in doubt");
}

Result<void> Decider::check_answerer(const OpenQuestion& asked) const {
  const ItemIndex item = asked.id.item;
  const std::string role = asked.watch ? "" : role_asked(*asked.effect);
  if (role.empty()) {
    if (auto acting = acting_role(run_, item, command_.actor); !acting)
      return tl::unexpected(acting.error());
    return {};
  }
  const auto& roles = command_.actor.roles;
  if (std::find(roles.begin(), roles.end(), role) != roles.end()) return {};
  return fail(ErrorKind::forbidden,
              command_.actor.name + " may not answer for " + run_.plan->items[item].path +
                  ": it takes the role " + role,
              {}, "ask someone with that role");
}

// Branches may ask different people side by side: of those that the actor may answer, the one that
// is named, or the only one.
Result<OpenQuestion> Decider::question_meant(ItemIndex item,
                                             const command::AnswerQuestion& c) const {
  const auto open = open_questions(run_, item);
  std::vector<OpenQuestion> theirs;
  std::optional<Error> refusal;
  for (const OpenQuestion& each : open) {
    if (!c.key.empty() && each.effect->key != c.key) continue;
    if (auto may = check_answerer(each); may)
      theirs.push_back(each);
    else if (!refusal)
      refusal = may.error();
  }
  // By its key, also the first of two attempts that ask at once: an action in doubt, and its probe.
  if (theirs.size() == 1 || (!theirs.empty() && !c.key.empty())) return theirs.front();
  if (theirs.empty() && refusal) return tl::unexpected(*refusal);
  const std::string& path = run_.plan->items[item].path;
  if (!theirs.empty())
    return fail(ErrorKind::conflict, path + " asks more than one thing now", "key",
                "say which by its key: " + choices_text(theirs));
  if (open.empty()) return conflict(item, "it asks nothing now");
  return fail(ErrorKind::conflict, path + " asks nothing under the key \"" + c.key + "\" now",
              "key", "it asks: " + choices_text(open));
}

Result<Events> Decider::operator()(const command::AnswerQuestion& c) const {
  auto index = item_of(c.item);
  if (!index) return tl::unexpected(index.error());
  *index = meant_by(*index);
  if (is_final(run_)) return over();
  const auto asked = question_meant(*index, c);
  if (!asked) return tl::unexpected(asked.error());
  if (asked->watch) return answer_watch(*asked, c);
  const nlohmann::json outcome{{"answer", c.answer}, {"by", command_.actor.name}};
  return Events{event::EffectFinished{asked->id, asked->effect->key, outcome.dump()}};
}

}  // namespace golive
