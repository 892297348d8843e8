// Samples of a watch: whatever the text, what is read of it is written again as it was, and comes
// to spans of time that are none below zero.
#include "core/samples.h"

#include "reader.h"
#include "view/service_level.h"

namespace golive::fuzz {
namespace {

using namespace std::chrono_literals;

std::string some_samples() {
  SamplesWriter writer(SamplesHead{10s, 1h});
  auto text = writer.begin();
  for (int i = 0; i < 9; ++i) {
    text += writer.add({Instant(1'800'000'000'000ms + i * 10s), static_cast<Seen>(i % 3),
                        static_cast<std::uint32_t>(i * 97)});
    if (i % 4 == 3) text += writer.seal();
  }
  text += writer.seal();
  return text;
}

bool read(std::string_view input) {
  SamplesReader reader;
  std::vector<Sample> samples;
  if (!reader.feed(input, [&](const Sample& sample) { samples.push_back(sample); })) return false;
  if (reader.whole() == 0) return false;
  hold(reader.whole() <= input.size(), "no more is read than there is");
  hold(samples.size() == reader.so_far().samples, "each sample is told");
  LevelMeter meter(reader.so_far().head);
  SamplesWriter writer(reader.so_far().head);
  auto again = writer.begin();
  for (const auto& sample : samples) {
    again += writer.add(sample);
    meter.see(sample);
  }
  SamplesReader second;
  std::vector<Sample> same;
  const auto fed = second.feed(again, [&](const Sample& sample) { same.push_back(sample); });
  hold(fed && same == samples, "what was read is written as it was");
  const auto level = meter.level();
  hold(level.up >= 0s && level.down >= 0s && level.unknown >= 0s, "no span is below zero");
  return true;
}

}  // namespace

Reader samples_reader() {
  return {"samples",
          {some_samples(), SamplesWriter(SamplesHead{1s, 7s}).begin()},
          {"golive samples 1 every=", " during=", "\n", "\x07", "\x80", "\xff\xff\xff\xff\x7f"},
          read};
}

}  // namespace golive::fuzz
