// What an engine finds on disk: runs under way are folded and taken over at once; of those that
// were over it knows the names, and folds one when it is asked for, so that a long history costs
// nothing.
#include "base/limits.h"
#include "core/codec.h"
#include "loop/engine.h"

namespace golive {

Result<void> Engine::open(std::uint64_t epoch) {
  if (auto folded = fold_site(); !folded) return folded;
  auto logs = store_.logs();
  if (!logs) return tl::unexpected(logs.error());
  for (const RunId& run : *logs)
    if (auto taken = take_up(run); !taken) return taken;
  now_ = clock_.now();
  queue_notices();
  for (Entry* entry : order_) {
    entry->over = entry->past || is_final(entry->run);
    if (entry->over)
      world_->end_run(entry->run.id);
    else
      untaken_.emplace_back(entry, take_over(*entry, epoch));
  }
  return {};
}

Result<void> Engine::take_up(const RunId& id) {
  const auto last = store_.last(id);
  if (!last) return tl::unexpected(last.error());
  if (!*last) return {};  // a log without a first event never acted
  Entry& entry = add(id, {});
  entry.run.id = id;
  entry.past = ends_run(**last);
  return entry.past ? Result<void>() : fold(entry);
}

command::TakeOver Engine::take_over(Entry& entry, std::uint64_t epoch) {
  command::TakeOver command{epoch};
  entry.lost = entry.run.unanswered;  // the engine before may have died while it ended them
  for (const auto& [id, attempt] : entry.run.attempts)
    for (const auto place : attempt.open) {
      const Effect& effect = attempt.effects[place];
      const InFlight which{id, effect.key};
      const Fate fate =
          effect.in_doubt ? Fate::unknown : world_->fate(entry.run.id, id, effect.key, effect.kind);
      if (fate == Fate::under_way) entry.inherited.insert(which);
      if (fate != Fate::unknown) command.certain.insert(which);
      if (fate == Fate::unknown && effect.kind == EffectKind::exec) entry.lost.insert(which);
    }
  return command;
}

bool Engine::remember(Entry& entry) {
  if (!entry.past) return true;
  if (auto folded = fold(entry); !folded) stop_acting(folded.error());
  return !entry.past;
}

Result<void> Engine::fold(Entry& entry) {
  const RunId id = entry.run.id;
  ChainHead head(id);
  Run run;
  while (true) {
    auto records = store_.read(id, run.seq, limits::events_page);
    if (!records) return tl::unexpected(records.error());
    for (const Record& record : *records) {
      if (!head.accepts(record)) return tl::unexpected(damaged(id, record.seq));
      auto event = event_from_record(record);
      if (!event) return tl::unexpected(event.error());
      if (auto* created = std::get_if<event::RunCreated>(&event->body)) shelf_.share(*created);
      apply(run, *event);
      if (run.mode == Mode::rehearsal) entry.meter.see(run, *event);
    }
    if (records->size() < limits::events_page) break;
  }
  entry.run = std::move(run);
  entry.past = false;
  batch_.log(id).head = head.hash();
  enlist(entry);
  return {};
}

Result<void> Engine::fold_site() {
  ChainHead head(site_log);
  while (true) {
    auto records = store_.read(site_log, site_.seq, limits::events_page);
    if (!records) return tl::unexpected(records.error());
    for (const Record& record : *records) {
      if (!head.accepts(record)) return tl::unexpected(damaged(site_log, record.seq));
      auto event = site_event_from_record(record);
      if (!event) return tl::unexpected(event.error());
      apply(site_, *event);
    }
    if (records->size() < limits::events_page) break;
  }
  batch_.log(site_log).head = head.hash();
  return {};
}

}  // namespace golive
