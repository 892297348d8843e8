// Samples: what a watch has seen, look by look, in a few bytes each: a file's text, append-only.
// After the first line come records: a sample (verdict and milliseconds, then how much later or
// earlier it came than the one before let expect), a component's health from the next sample on,
// where it has changed, or a seal (the SHA-256 over the seal before it and all that came since). So
// the last seal names everything before it; the log has it (docs/event_format.md). Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/enum_text.h"
#include "base/instant.h"

namespace golive {

// no_data: it could not look at all. degraded: it answers, and says that it is not all well, which
// is borne. Only ok and degraded pass.
enum class Seen { ok, failed, no_data, degraded };

// What a service says of one of its components; unknown: it says nothing (any more).
enum class Health { ok, degraded, down, unknown };
template <>
struct EnumText<Health> {
  static constexpr EnumTable<Health, 4> table{{{Health::ok, "ok"},
                                               {Health::degraded, "degraded"},
                                               {Health::down, "down"},
                                               {Health::unknown, "unknown"}}};
};
using Components = std::map<std::string, Health>;

struct Sample {
  Instant at{};  // the engine's clock, when it looked
  Seen seen = Seen::ok;
  std::uint32_t ms = 0;  // until the answer
  friend bool operator==(const Sample&, const Sample&) = default;
};

// So long after `before` that nobody knows what was between: several looks are missing.
bool is_gap(const Sample& before, Instant next, Duration every);

// What the first line says of the watch.
struct SamplesHead {
  Duration every{}, during{};
  friend bool operator==(const SamplesHead&, const SamplesHead&) = default;
};

// As far as a text of samples has come: what a writer needs to go on with it.
struct SamplesSoFar {
  SamplesHead head;
  std::int64_t last_at = 0, last_step = 0;
  std::uint64_t samples = 0, sealed_samples = 0;
  std::string seal = {};      // the last one, hex; empty: none yet
  std::string unsealed = {};  // the bytes after it
  Components components = {};
};

class SamplesWriter {
 public:
  explicit SamplesWriter(const SamplesHead& head);
  explicit SamplesWriter(SamplesSoFar so_far) : so_far_(std::move(so_far)) {}
  // Each returns the bytes to append. Of a new text the first line comes first.
  std::string begin();
  std::string add(const Sample& sample);
  // What of it has changed, before the sample from which on it holds. One that is not named says
  // nothing any more; beyond the limit (limits::watch_components) the last by name are left out.
  std::string tell(const Components& components);
  std::string seal();
  [[nodiscard]] const SamplesSoFar& so_far() const { return so_far_; }

 private:
  SamplesSoFar so_far_;
};

// Reads a text piece by piece; keeps none of it but what is not yet sealed.
class SamplesReader {
 public:
  using Visit = std::function<void(const Sample&)>;
  using VisitComponent = std::function<void(const std::string& name, Health health)>;
  explicit SamplesReader(VisitComponent component = {}) : component_(std::move(component)) {}
  // Errors: not a text of samples, a record that no writer writes, a seal that does not fit; after
  // one nothing more is read. A record that is not whole waits for its rest.
  Result<void> feed(std::string_view piece, const Visit& visit);
  // How many bytes of it are whole records: a torn end begins there.
  [[nodiscard]] std::uint64_t whole() const { return whole_; }
  [[nodiscard]] const SamplesSoFar& so_far() const { return so_far_; }

 private:
  Result<std::size_t> read_record(std::string_view text, const Visit& visit);
  Result<std::size_t> read_head(std::string_view text);
  Result<std::size_t> read_seal(std::string_view text);
  Result<std::size_t> read_component(std::string_view text);
  Result<std::size_t> took(std::string_view text, std::size_t length);
  [[nodiscard]] tl::unexpected<Error> changed() const;
  VisitComponent component_;
  SamplesSoFar so_far_;
  std::string rest_;
  std::uint64_t whole_ = 0;
};

// A watch's outcome, naming its `samples` ({"count", "sha256"}) where it does not; none: as it is.
std::string with_samples(const std::string& outcome, const std::string& samples);

}  // namespace golive
