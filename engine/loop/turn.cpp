// One turn of the loop. The order is the promise: record, on disk, act, answer.
#include <cassert>
#include <utility>

#include "base/limits.h"
#include "core/codec.h"
#include "core/samples.h"
#include "loop/engine.h"
#include "loop/strangers.h"

namespace golive {
namespace {

std::string item_in(const CommandBody& body) {
  return std::visit(
      [](const auto& command) -> std::string {
        if constexpr (requires { command.gate; })
          return command.gate;
        else if constexpr (requires { command.contingency; })
          return command.contingency;
        else if constexpr (requires { command.item; })
          return command.item;
        else
          return {};
      },
      body);
}

// A drill does not do what it makes fail.
bool is_drilled(const Run& run, const std::string& phase) {
  const auto& failing = run.drill.failing;
  return std::any_of(failing.begin(), failing.end(),
                     [&](const std::string& path) { return path.starts_with(phase + "/"); });
}

}  // namespace

void Engine::turn() {
  now_ = clock_.now();
  take_deliveries();
  while (!deadlines_.empty() && deadlines_.begin()->first <= now_ && !storage_error_) {
    Entry& entry = *order_[deadlines_.begin()->second];
    deadlines_.erase(deadlines_.begin());
    entry.deadline.reset();
    settle(entry);
  }
  for (std::size_t count = 0; count < limits::turn_commands; ++count) {
    auto message = next_message();
    if (!message) break;
    handle(std::move(*message));
  }
  if (!storage_error_) bodies_->work();
  commit();
}

std::optional<Engine::Message> Engine::next_message() {
  std::optional<Message> message;
  const bool others_wait = !untaken_.empty() || !inbox_.empty();
  if (!follow_ups_.empty() && (in_a_row_ < limits::follow_ups_in_a_row || !others_wait)) {
    message = std::move(follow_ups_.front());
    follow_ups_.pop_front();
    ++in_a_row_;
    return message;
  }
  in_a_row_ = 0;
  if (!untaken_.empty()) {
    auto& [entry, command] = untaken_.front();
    message = Message{entry->run.id, engine_actor, std::move(command), {}, {}};
    untaken_.pop_front();
  } else if (!inbox_.empty()) {
    message = std::move(inbox_.front());
    inbox_.pop_front();
  }
  return message;
}

void Engine::handle(Message message) {
  const auto answer = [&](Result<Answer> result) {
    if (message.reply) answers_.push_back({std::move(message.reply), std::move(result)});
  };
  if (storage_error_) return answer(tl::unexpected(*storage_error_));
  const auto found = entries_.find(message.run);
  if (found == entries_.end())
    return answer(fail(ErrorKind::not_found, "there is no run \"" + message.run + "\"", {},
                       "golive status lists them"));
  Entry& entry = found->second;
  if (!remember(entry)) return answer(tl::unexpected(*storage_error_));
  Command command{now_, message.actor, std::move(message.body)};
  if (accounts_ != nullptr)
    command.strangers = strangers_in(command.body, *entry.run.plan, site_, *accounts_);
  if (const auto* decision = std::get_if<command::Decide>(&command.body))
    command.rehearsed = rehearsals_for(entry.run, decision->gate);
  if (storage_error_) return answer(tl::unexpected(*storage_error_));
  // What the world has lost is no longer under way: if it may be repeated, it will be.
  if (const auto* lost = std::get_if<command::LoseEffect>(&command.body)) {
    entry.effects.erase({lost->id, lost->key});
    entry.lost.insert({lost->id, lost->key});
  }
  auto events = decide(entry.run, command);
  if (!events) {
    // What is over stays as it was reported.
    if (events.error().kind == ErrorKind::forbidden && !is_final(entry.run))
      record(entry, message.actor,
             event::CommandRefused{std::string(name_of(command.body)), item_in(command.body),
                                   events.error().what});
    return answer(tl::unexpected(events.error()));
  }
  if (std::holds_alternative<command::AnswerQuestion>(command.body))
    seal_watches(entry.run, *events);
  for (EventBody& event : *events) record(entry, message.actor, std::move(event));
  settle(entry);
  const Once& once = message.once;
  if (!once.key.empty())
    append_site(site_event::AnswerGiven{once.key, once.request, {}, entry.run.seq}, message.actor);
  answer(Answer{entry.run.seq});
}

// An answer may end a watch, and its samples with it: the log names them.
void Engine::seal_watches(const Run& run, std::vector<EventBody>& events) {
  for (EventBody& event : events) {
    auto* ended = std::get_if<event::EffectFinished>(&event);
    const Effect* effect = ended ? find_effect(run, ended->id, ended->key) : nullptr;
    if (effect && effect->kind == EffectKind::poll)
      ended->outcome = with_samples(ended->outcome, world_->seal(run, ended->id, ended->key));
  }
}

void Engine::record(Entry& entry, const Actor& actor, EventBody body) {
  const Event event{entry.run.seq + 1, now_, actor.name, actor.from, std::move(body)};
  const auto* created = std::get_if<event::RunCreated>(&event.body);
  const bool was_over = is_final(entry.run);
  if (entry.log == nullptr) entry.log = &batch_.log(created ? created->run : entry.run.id);
  batch_.add(*entry.log, to_record(event));
  apply(entry.run, event);
  touch(entry);
  if (entry.run.mode == Mode::rehearsal && !was_over) {
    entry.meter.see(entry.run, event);
    if (is_final(entry.run)) rehearsed_.insert(entry.run.plan->id);
  }
  // Also if its attempt ends in this very turn: it is left to itself.
  if (const auto* answered = std::get_if<event::DoubtAnswered>(&event.body);
      answered && answered->answer == DoubtAnswer::done)
    entry.lost.erase({answered->id, answered->key});
  if (std::holds_alternative<event::AmendmentApplied>(event.body)) list_by_undos(entry);
  if (!entry.run.plan->channels.empty()) note(entry.run, event);
  const auto let_go = [&](const InFlight& which) {
    if (const Effect* effect = find_effect(entry.run, which.first, which.second))
      if (entry.effects.erase(which) != 0) entry.ended.emplace_back(which, effect->kind);
  };
  if (const auto* watch = std::get_if<event::WatchEnded>(&event.body))
    let_go({watch->id, watch->key});
  const auto* finished = std::get_if<event::EffectFinished>(&event.body);
  if (entry.run.owed_head) sign_head(entry);
  if (!finished) return;
  // What a person has ended, the world does not know of: it is cancelled with all that is not
  // wanted any more.
  if (actor.name == engine_actor.name) let_go({finished->id, finished->key});
  if (entry.bodies.contains(finished->id))
    bodies_->deliver(entry.run.id, finished->id, finished->key, finished->outcome,
                     run_time(entry.run, now_));
}

void Engine::touch(Entry& entry) {
  if (!std::exchange(entry.touched, true)) touched_.push_back(&entry);
}

void Engine::settle(Entry& entry) {
  sign_head(entry);  // of the day before
  for (std::size_t round = 0;; ++round) {
    assert(round < 10 * limits::items_per_plan && "proceed() does not come to an end");
    auto events = proceed(entry.run, now_);
    if (events.empty()) break;
    for (EventBody& event : events) record(entry, engine_actor, std::move(event));
  }
  const auto deadline = deadline_of(entry);
  if (deadline != entry.deadline) {
    if (entry.deadline) deadlines_.erase({*entry.deadline, entry.number});
    if (deadline) deadlines_.insert({*deadline, entry.number});
    entry.deadline = deadline;
  }
  touch(entry);
  update_bodies(entry);
}

void Engine::update_bodies(Entry& entry) {
  const Wants wants = react(entry.run);
  const std::set<AttemptId> wanted(wants.bodies.begin(), wants.bodies.end());
  for (auto body = entry.bodies.begin(); body != entry.bodies.end();) {
    if (wanted.contains(*body)) {
      ++body;
      continue;
    }
    bodies_->stop(entry.run.id, *body);
    body = entry.bodies.erase(body);
  }
  for (const AttemptId& id : wanted)
    if (entry.bodies.insert(id).second) bodies_->start({entry.run.id, id, &entry.run});
}

void Engine::dispatch(Entry& entry) {
  for (const auto& [which, kind] : std::exchange(entry.ended, {}))
    world_->release(entry.run.id, which.first, which.second, kind);
  const Wants wants = react(entry.run);
  const std::set<InFlight> wanted(wants.effects.begin(), wants.effects.end());
  for (auto effect = entry.effects.begin(); effect != entry.effects.end();) {
    if (wanted.contains(*effect)) {
      ++effect;
      continue;
    }
    world_->cancel(entry.run.id, effect->first, effect->second);
    effect = entry.effects.erase(effect);
  }
  // Its attempt may have ended, or gone astray, in the very turn that was to take it up.
  for (const InFlight& each : std::exchange(entry.inherited, {}))
    if (!wanted.contains(each)) world_->cancel(entry.run.id, each.first, each.second);
  end_lost(entry);
  for (const InFlight& each : wanted) {
    if (!entry.effects.insert(each).second) continue;
    const Effect* effect = find_effect(entry.run, each.first, each.second);
    world_->perform(
        {entry.run.id, each.first, each.second, effect->kind, effect->request, &entry.run});
  }
  if (is_final(entry.run) && !std::exchange(entry.over, true)) world_->end_run(entry.run.id);
}

// While it is in doubt it may run to its end, and somebody's answer may be that it has; what an
// item that is marked done has left running (a service that was started) is meant to run. Whatever
// else follows, its undo, another attempt or the same once more, must not begin beside it.
void Engine::end_lost(Entry& entry) {
  const bool is_aborted = entry.run.final_state == RunState::aborted;
  std::erase_if(entry.lost, [&](const InFlight& each) {
    const Effect* effect = find_effect(entry.run, each.first, each.second);
    if (effect && effect->in_doubt) return false;
    const ItemState state = entry.run.items[each.first.item].state;
    if (!effect && (state == ItemState::succeeded || state == ItemState::undone)) return false;
    if (effect ? !effect->outcome : is_aborted || entry.run.unanswered.contains(each))
      world_->cancel(entry.run.id, each.first, each.second);
    return true;
  });
}

bool Engine::commit() {
  if (!storage_error_) tell_undos();
  if (!storage_error_)
    if (auto done = batch_.flush(store_); !done) storage_error_ = done.error();
  if (!storage_error_)
    for (Entry* entry : touched_) dispatch(*entry);
  send_notices();
  for (Entry* entry : touched_) entry->touched = false;
  touched_.clear();
  auto answers = std::move(answers_);
  answers_.clear();
  for (Answered& each : answers) {
    if (storage_error_)
      each.reply(tl::unexpected(*storage_error_));
    else
      each.reply(std::move(each.answer));
  }
  return !storage_error_;
}

// A phase is rehearsed once all of it is done and something of it really was: from its last end on.
// Empty for a gate that does not ask: it costs a look at every rehearsal.
std::map<std::string, Instant> Engine::rehearsals_for(const Run& run, const std::string& gate) {
  const auto index = resolve_item(*run.plan, gate);
  if (!index) return {};
  const std::string& wanted = run.plan->items[*index].rehearsed_phase;
  if (wanted.empty()) return {};
  for (Entry* entry : order_)  // an id begins with its plan's
    if (entry->run.id.starts_with(run.plan->id + "-") && !remember(*entry)) return {};
  std::map<std::string, Instant> rehearsed;
  for (const Run* rehearsal : rehearsals_[run.plan->id]) {
    const Run& other = *rehearsal;
    for (const ItemIndex phase : other.plan->phases) {
      if (other.plan->items[phase].path != wanted || is_drilled(other, wanted)) continue;
      if (!is_done(other, phase) || state_of(other, phase) != ItemState::succeeded) continue;
      Instant& last = rehearsed[other.plan->items[phase].path];
      for (ItemIndex item = phase; item < other.items.size(); ++item)
        if (other.items[item].ended_clock && is_within(*other.plan, item, phase))
          last = std::max(last, *other.items[item].ended_clock);
    }
  }
  return rehearsed;
}

}  // namespace golive
