#include "view/service_level.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "core/told_watches.h"

namespace golive {
namespace {

using limits::interruptions_told;
using limits::strip_slots;

// Nearest rank; the values are moved about.
std::optional<std::uint32_t> percentile(std::vector<std::uint32_t>& values, std::size_t percent) {
  if (values.empty()) return std::nullopt;
  const auto rank = (values.size() * percent + 99) / 100;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

bool is_there(Seen seen) { return seen == Seen::ok || seen == Seen::degraded; }

void credit_to(auto& tally, Seen seen, Duration spoken, Duration silent) {
  (is_there(seen) ? tally.up : seen == Seen::failed ? tally.down : tally.unknown) += spoken;
  tally.unknown += silent;
}

Duration& tally_of(ComponentLevel& level, Health health) {
  switch (health) {
    case Health::ok:
      return level.ok;
    case Health::degraded:
      return level.degraded;
    case Health::down:
      return level.down;
    case Health::unknown:
      break;
  }
  return level.unknown;
}

}  // namespace

std::optional<double> availability(const ServiceLevel& level) {
  const auto known = level.up + level.down;
  if (known <= Duration(0)) return std::nullopt;
  return 100.0 * static_cast<double>(level.up.count()) / static_cast<double>(known.count());
}

ServiceLevel told_ahead(ServiceLevel level, Duration ahead) {
  level.from += ahead;
  level.to += ahead;
  for (auto& one : level.interruptions) {
    one.from += ahead;
    if (one.to) *one.to += ahead;
  }
  return level;
}

std::size_t LevelMeter::slot_of(Instant at) const {
  const auto whole = std::max(head_.during, Duration(1)).count();
  const auto slot = std::max((at - level_.from).count(), std::int64_t{0}) *
                    static_cast<std::int64_t>(strip_slots) / whole;
  return std::min(static_cast<std::size_t>(slot), strip_slots - 1);
}

// Slots follow each other, whatever somebody does to the clock.
void LevelMeter::turn_to(std::size_t slot) {
  if (slot <= slot_ && !level_.slots.empty()) return;
  if (!level_.slots.empty()) {
    level_.slots[slot_].p50_ms = percentile(slot_ms_, 50);
    level_.slots[slot_].p95_ms = percentile(slot_ms_, 95);
    slot_ms_.clear();
  } else {
    level_.slots.resize(strip_slots);
  }
  slot_ = slot;
}

// A gap may be as long as a weekend: each slot in it is told that nobody looked.
void LevelMeter::credit(const Sample& sample, Duration spoken, Duration silent) {
  credit_to(level_, sample.seen, spoken, silent);
  if (sample.seen == Seen::degraded) level_.degraded += spoken;
  for (auto& component : level_.components) {
    tally_of(component, now_.at(component.name)) += spoken;
    component.unknown += silent;
  }
  credit_to(level_.slots[slot_], sample.seen, spoken, Duration(0));
  if (silent <= Duration(0)) return;
  const auto last = slot_of(sample.at + spoken + silent);
  const auto share = silent / static_cast<std::int64_t>(last - std::min(slot_, last) + 1);
  for (auto slot = std::min(slot_, last); slot <= last; ++slot) level_.slots[slot].unknown += share;
}

void LevelMeter::take_news() {
  for (const auto& [name, health] : news_) {
    const auto place = std::lower_bound(
        level_.components.begin(), level_.components.end(), name,
        [](const ComponentLevel& level, const std::string& each) { return level.name < each; });
    if (const auto [known, is_new] = now_.try_emplace(name, health); is_new) {
      level_.components.insert(place, ComponentLevel{name});
    } else if (known->second != health) {
      known->second = health;
      ++place->changes;
    }
  }
  news_.clear();
}

void LevelMeter::end_interruption(Instant at) {
  const auto lasted = std::max(at - interrupted_at_, Duration(0));
  level_.longest = std::max(level_.longest, lasted);
  if (level_.interruptions.size() < interruptions_told || !level_.interruptions.back().to)
    level_.interruptions.back().to = at;
  interrupted_ = false;
}

void LevelMeter::see(const Sample& sample) {
  if (!last_) level_.from = sample.at;
  if (last_) {
    const auto apart = std::max(sample.at - last_->at, Duration(0));
    const auto said = std::max(head_.every, Duration(last_->ms));
    const auto spoken = is_gap(*last_, sample.at, head_.every) ? std::min(apart, said) : apart;
    credit(*last_, spoken, apart - spoken);
  }
  if (!news_.empty()) take_news();
  turn_to(slot_of(sample.at));
  ++level_.samples;
  level_.failed += sample.seen == Seen::failed ? 1 : 0;
  level_.no_data += sample.seen == Seen::no_data ? 1 : 0;
  if (is_there(sample.seen)) {
    slot_ms_.push_back(sample.ms);
    all_ms_.push_back(sample.ms);
    if (interrupted_) end_interruption(sample.at);
  } else if (sample.seen == Seen::failed && !interrupted_) {
    interrupted_ = true;
    interrupted_at_ = sample.at;
    ++level_.interrupted;
    if (level_.interruptions.size() < interruptions_told)
      level_.interruptions.push_back({sample.at});
  }
  last_ = sample;
}

ServiceLevel LevelMeter::level() {
  if (!last_) return std::move(level_);
  credit(*last_, std::min(head_.every, std::max(head_.during, Duration(1))), Duration(0));
  level_.slots[slot_].p50_ms = percentile(slot_ms_, 50);
  level_.slots[slot_].p95_ms = percentile(slot_ms_, 95);
  level_.to = std::max(level_.from + head_.during, last_->at);
  if (interrupted_) level_.longest = std::max(level_.longest, last_->at - interrupted_at_);
  level_.p50_ms = percentile(all_ms_, 50);
  level_.p95_ms = percentile(all_ms_, 95);
  return std::move(level_);
}

namespace {

// Before anything is parsed: a log has many effects, and few of them watch.
void note_outcome(WatchKept& watch, const std::string& text) {
  const auto outcome = nlohmann::json::parse(text, nullptr, false);
  const auto samples = outcome.is_object() ? outcome.find("samples") : outcome.end();
  watch.seal = "";  // over, whatever is known of it
  if (!outcome.is_object() || samples == outcome.end() || !samples->is_object()) return;
  const auto seal = samples->find("sha256"), count = samples->find("count");
  if (seal != samples->end() && seal->is_string()) watch.seal = seal->get<std::string>();
  if (count != samples->end() && count->is_number_unsigned())
    watch.count = count->get<std::uint64_t>();
}

}  // namespace

std::vector<WatchKept> watches_in(const std::vector<Event>& events) {
  std::vector<WatchKept> watches;
  Duration ahead{};  // nothing jumps while a watch looks
  const auto note = [&](const auto& ended) {
    for (auto& watch : watches)
      if (watch.id == ended.id && watch.key == ended.key) note_outcome(watch, ended.outcome);
  };
  for (const auto& each : events) {
    if (const auto* jumped = std::get_if<event::ClockJumped>(&each.body)) ahead += jumped->by;
    if (const auto* asked = std::get_if<event::EffectRequested>(&each.body))
      if (may_watch(asked->kind, asked->request))
        watches.push_back({asked->id, asked->key, {}, {}, ahead});
    if (const auto* ended = std::get_if<event::WatchEnded>(&each.body)) note(*ended);
    if (const auto* ended = std::get_if<event::EffectFinished>(&each.body)) note(*ended);
  }
  return watches;
}

}  // namespace golive
