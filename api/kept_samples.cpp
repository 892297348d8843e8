#include "api/kept_samples.h"

#include <fstream>

#include "base/limits.h"
#include "rim/output_path.h"

namespace golive {
namespace {

SamplesSeal seal_of(const WatchKept& kept, const SamplesSoFar& found) {
  if (!kept.seal || kept.seal->empty()) return SamplesSeal::open;
  const bool fits = found.seal == *kept.seal && found.unsealed.empty() &&
                    (!kept.count || *kept.count == found.samples);
  return fits ? SamplesSeal::sealed : SamplesSeal::changed;
}

WatchLevel level_from(const WatchKept& kept, const std::filesystem::path& path) {
  WatchLevel told{kept};
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    // Of what the log seals nothing, nothing can be missing: it has not looked yet, or never could.
    if (!kept.seal || kept.seal->empty()) told.seal = SamplesSeal::open;
    return told;
  }
  std::optional<LevelMeter> meter;
  SamplesReader* reading = nullptr;
  const auto measured = [&]() -> LevelMeter& {
    if (!meter) meter.emplace(reading->so_far().head);
    return *meter;
  };
  SamplesReader reader(
      [&](const std::string& name, Health health) { measured().tell(name, health); });
  reading = &reader;
  const auto see = [&](const Sample& sample) { measured().see(sample); };
  std::string piece(limits::samples_piece_bytes, '\0');
  while (stream.read(piece.data(), limits::samples_piece_bytes) || stream.gcount() > 0) {
    const auto length = static_cast<std::size_t>(stream.gcount());
    if (!reader.feed(std::string_view(piece).substr(0, length), see)) {
      told.seal = SamplesSeal::changed;
      return told;
    }
  }
  told.seal = seal_of(kept, reader.so_far());
  // What is not what was written says nothing.
  if (told.seal != SamplesSeal::changed && meter) told.level = meter->level();
  return told;
}

}  // namespace

std::vector<WatchLevel> levels_of(const std::vector<Event>& events,
                                  const std::filesystem::path& output) {
  std::vector<WatchLevel> levels;
  const auto* created =
      events.empty() ? nullptr : std::get_if<event::RunCreated>(&events.front().body);
  if (created == nullptr) return levels;
  for (const auto& kept : watches_in(events)) {
    if (kept.id.item >= created->plan->items.size()) continue;
    auto path = output_path(output, created->run, created->plan->items[kept.id.item].path, kept.id,
                            kept.key);
    levels.push_back(level_from(kept, path += ".samples"));
  }
  return levels;
}

}  // namespace golive
