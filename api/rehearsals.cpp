#include "api/rehearsals.h"

#include <algorithm>

#include "base/limits.h"
#include "core/codec.h"

namespace golive {

// Whose rehearsal it is stands in its first event.
Result<Rehearsals::Known*> Rehearsals::know(LogReader& reader, const RunId& run) {
  if (const auto found = known_.find(run); found != known_.end()) return &found->second;
  const auto first = reader.read(run, 0, 1);
  if (!first) return tl::unexpected<Error>(first.error());
  Known known;
  if (!first->empty()) {
    const auto event = event_from_record(first->front());
    if (!event) return tl::unexpected<Error>(event.error());
    if (const auto* created = std::get_if<event::RunCreated>(&event->body)) {
      known.plan = created->plan->id;
      known.rehearsal = created->mode == Mode::rehearsal;
    }
  }
  return &known_.emplace(run, std::move(known)).first->second;
}

Result<Measured> Rehearsals::read_on(LogReader& reader, const RunId& run, Known& known) {
  if (known.over) return *known.over;
  if (!known.followed) known.followed = std::make_unique<Followed>(run);
  RunLog& log = known.followed->log;
  Meter& meter = known.followed->meter;
  const auto read = log.read_on(
      reader, [&meter](const Run& so_far, const Event& event) { meter.see(so_far, event); });
  if (!read) return tl::unexpected<Error>(read.error());
  auto measured = meter.measured(log.run());
  if (!is_final(log.run())) return measured;
  known.over = measured;
  known.followed.reset();
  return measured;
}

Result<std::vector<Measured>> Rehearsals::newest(
    LogReader& reader, const std::string& plan,
    const std::function<bool(const Measured&)>& counts) {
  const auto runs = reader.logs();
  if (!runs) return tl::unexpected<Error>(runs.error());
  std::vector<Measured> all;
  for (auto run = runs->rbegin(); run != runs->rend() && all.size() < limits::rehearsals; ++run) {
    const auto known = know(reader, *run);
    if (!known || !(*known)->rehearsal || (*known)->plan != plan) continue;
    auto measured = read_on(reader, *run, **known);
    if (!measured) return tl::unexpected<Error>(measured.error());
    if (counts(*measured)) all.push_back(*std::move(measured));
  }
  std::reverse(all.begin(), all.end());
  return all;
}

Result<std::vector<Measured>> Rehearsals::of(LogReader& reader, const std::string& plan) {
  return newest(reader, plan, [](const Measured&) { return true; });
}

Result<std::vector<Measured>> Rehearsals::beside(LogReader& reader, const Run& run) {
  return newest(reader, run.plan->id, [&](const Measured& rehearsal) {
    return rehearsal.run != run.id && (!is_final(run) || rehearsal.created <= run.last_event_at);
  });
}

Measurements measurements_for(LogReader& reader, const Run& run) {
  if (is_final(run)) return {};  // nothing of it is to come
  const auto rehearsals = Rehearsals().beside(reader, run);
  return rehearsals ? measurements_of(*run.plan, *rehearsals) : Measurements{};
}

}  // namespace golive
