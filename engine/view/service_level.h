// Service level: what the samples of a watch come to: how long the service was there, how long it
// was not, when nobody looked, and how fast it answered; and what its components have said of
// themselves. A sample speaks until the next one, unless that comes more than three looks after
// its answer: that is a gap, in which nobody knows. Degraded is there. Pure; instants are the
// engine's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/effect.h"
#include "core/run.h"
#include "core/samples.h"

namespace golive {

// A span in which it did not answer as it should, from the first bad look to the next good one.
struct DownSpan {
  Instant from{};
  std::optional<Instant> to = {};  // none: it lasted to the last look
};

// Of a strip of so many equal spans, one.
struct LevelSlot {
  Duration up{}, down{}, unknown{};
  std::optional<std::uint32_t> p50_ms = {}, p95_ms = {};
};

// What a component has said of itself, for how long.
struct ComponentLevel {
  std::string name;
  Duration ok{}, degraded{}, down{}, unknown{};
  std::uint64_t changes = 0;
};

struct ServiceLevel {
  Instant from{}, to{};  // of the watch: from its first look on
  std::uint64_t samples = 0, failed = 0, no_data = 0;
  Duration up{}, down{}, unknown{};
  Duration degraded{};                                    // of `up`
  std::vector<ComponentLevel> components = {};            // by name
  std::optional<std::uint32_t> p50_ms = {}, p95_ms = {};  // of the good answers
  std::vector<DownSpan> interruptions = {};               // the first of them (limits)
  std::uint64_t interrupted = 0;                          // how often
  Duration longest{};                                     // of them
  std::vector<LevelSlot> slots = {};
};

// Percent of the time about which something is known; none if that is none.
std::optional<double> availability(const ServiceLevel& level);

// The same, told by a clock that is so far ahead.
ServiceLevel told_ahead(ServiceLevel level, Duration ahead);

class LevelMeter {
 public:
  explicit LevelMeter(const SamplesHead& head) : head_(head) {}
  void see(const Sample& sample);
  // From the next sample on.
  void tell(const std::string& component, Health health) { news_[component] = health; }
  // When all was seen; once.
  ServiceLevel level();

 private:
  void credit(const Sample& sample, Duration spoken, Duration silent);
  void take_news();
  void turn_to(std::size_t slot);
  void end_interruption(Instant at);
  [[nodiscard]] std::size_t slot_of(Instant at) const;
  SamplesHead head_;
  ServiceLevel level_;
  std::optional<Sample> last_;
  std::size_t slot_ = 0;
  std::vector<std::uint32_t> slot_ms_, all_ms_;
  bool interrupted_ = false;
  Instant interrupted_at_{};
  Components news_ = {}, now_ = {};  // of the components
};

// Whether what lies on disk is what the log names.
enum class SamplesSeal { sealed, open, missing, changed };
template <>
struct EnumText<SamplesSeal> {
  static constexpr EnumTable<SamplesSeal, 4> table{{{SamplesSeal::sealed, "sealed"},
                                                    {SamplesSeal::open, "open"},
                                                    {SamplesSeal::missing, "missing"},
                                                    {SamplesSeal::changed, "changed"}}};
};

// A look of a run for so long at one thing.
struct WatchKept {
  AttemptId id;
  EffectKey key;
  std::optional<std::string> seal = {};  // as the log has it; empty: over, and none; none: not over
  std::optional<std::uint64_t> count = {};
  Duration ahead{};  // a rehearsal's clock, of the engine's, by which samples are kept
};
// Of a log, every poll that watches over a time, in the order asked for.
std::vector<WatchKept> watches_in(const std::vector<Event>& events);

struct WatchLevel {
  WatchKept kept;
  SamplesSeal seal = SamplesSeal::missing;
  ServiceLevel level = {};
};

}  // namespace golive
