#include "core/samples.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/chance.h"
#include "base/limits.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr SamplesHead every_10s{10s, std::chrono::days(7)};
const Instant start = *parse_instant("2027-01-16T00:00:00.000Z");

struct Written {
  std::vector<Sample> samples;
  std::string text;
  std::string seal;
};

// A watch of so many looks, a little late each, now and then sealed, now and then interrupted.
Written watched(std::uint64_t seed, int looks) {
  Written written;
  SamplesWriter writer(every_10s);
  written.text = writer.begin();
  auto at = start;
  for (int i = 0; i < looks; ++i) {
    Chance chance(seed, {static_cast<std::uint64_t>(i)});
    at += 10s + Duration(static_cast<int>(9 * chance.unit()));
    if (chance.unit() < 0.01) at += 1h;
    if (chance.unit() < 0.01) at -= 2h;  // somebody has set the clock
    const auto seen = chance.unit() < 0.9   ? Seen::ok
                      : chance.unit() < 0.5 ? Seen::failed
                                            : Seen::no_data;
    written.samples.push_back({at, seen, static_cast<std::uint32_t>(3'000 * chance.unit())});
    written.text += writer.add(written.samples.back());
    if (chance.unit() < 0.05) written.text += writer.seal();
  }
  written.text += writer.seal();
  written.seal = writer.so_far().seal;
  return written;
}

struct Told {
  SamplesReader reader;
  std::vector<Sample> samples;
  Result<void> feed(std::string_view piece) {
    return reader.feed(piece, [this](const Sample& sample) { samples.push_back(sample); });
  }
};

TEST_CASE("components are told where they change, and read back") {
  SamplesWriter writer(every_10s);
  auto text = writer.begin();
  const auto look = [&](const Components& components, int at) {
    const auto told = writer.tell(components);
    text += told + writer.add({start + at * 10s, Seen::ok, 3});
    return told.size();
  };
  CHECK(look({{"db", Health::ok}, {"mq", Health::ok}}, 0) == 8);
  CHECK(look({{"db", Health::ok}, {"mq", Health::ok}}, 1) == 0);
  CHECK(look({{"db", Health::down}, {"mq", Health::ok}}, 2) == 4);
  CHECK(look({{"db", Health::down}}, 3) == 4);
  CHECK(look({}, 4) == 4);
  text += writer.seal();
  std::string told;
  SamplesReader reader([&](const std::string& name, Health health) {
    told += name + "=" + std::string(text_of(health)) + " ";
  });
  int samples = 0;
  for (const char byte : text)
    REQUIRE(reader.feed(std::string_view(&byte, 1), [&](const Sample&) { ++samples; }));
  CHECK(samples == 5);
  CHECK(told == "db=ok mq=ok db=down mq=unknown db=unknown ");
  CHECK(reader.so_far().components == writer.so_far().components);
  CHECK(reader.so_far().seal == writer.so_far().seal);
}

TEST_CASE("of a service with more components than anybody reads the first are kept") {
  SamplesWriter writer(every_10s);
  auto text = writer.begin();
  for (int turn = 0; turn < 40; ++turn) {
    Components many;
    for (int i = 0; i < 40; ++i) many["part" + std::to_string(turn * 7 + i)] = Health::ok;
    text += writer.tell(many) + writer.add({start + turn * 10s, Seen::ok, 3});
  }
  CHECK(writer.so_far().components.size() <= limits::watch_components);
  SamplesReader reader;
  CHECK(reader.feed(text, [](const Sample&) {}));
}

TEST_CASE("samples are read back as they were written, in whatever pieces they come") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const auto written = watched(seed, 400);
    Told told;
    Chance chance(seed, {7});
    for (std::string_view rest = written.text; !rest.empty();) {
      const auto length = std::min(rest.size(), static_cast<std::size_t>(1 + 90 * chance.unit()));
      REQUIRE(told.feed(rest.substr(0, length)));
      rest.remove_prefix(length);
    }
    CHECK(told.samples == written.samples);
    CHECK(told.reader.so_far().seal == written.seal);
    CHECK(told.reader.so_far().head == every_10s);
    CHECK(told.reader.whole() == written.text.size());
  }
}

TEST_CASE("a sample takes a few bytes") {
  const auto written = watched(1, 10'000);
  CHECK(written.text.size() < std::size_t{10'000} * 9);
}

TEST_CASE("a text cut anywhere is read up to its last whole record, and goes on from there") {
  const auto written = watched(3, 40);
  for (std::size_t cut = 0; cut < written.text.size(); ++cut) {
    Told told;
    REQUIRE(told.feed(std::string_view(written.text).substr(0, cut)));
    const auto whole = told.reader.whole();
    REQUIRE(whole <= cut);
    if (whole == 0) continue;
    SamplesWriter writer(told.reader.so_far());
    const Sample next{start + 5h, Seen::failed, 12};
    Told again;
    auto text = written.text.substr(0, whole);
    text += writer.add(next);
    text += writer.seal();
    REQUIRE(again.feed(text));
    CHECK(again.samples.back() == next);
    CHECK(again.samples.size() == told.samples.size() + 1);
  }
}

TEST_CASE("a changed byte before a seal shows, or changes the last seal") {
  const auto written = watched(5, 30);
  for (std::size_t at = 0; at < written.text.size(); ++at) {
    auto changed = written.text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    Told told;
    const bool read = told.feed(changed).has_value();
    CHECK_FALSE((read && told.reader.so_far().seal == written.seal &&
                 told.reader.whole() == written.text.size()));
  }
}

TEST_CASE("what is no text of samples is refused, whatever it is") {
  for (const std::string text :
       {"golive samples 1 every=0 during=1\n", "hello\n", "golive samples 1 every=10\n",
        "golive samples 1 every=-1 during=3\n"}) {
    Told told;
    CHECK_FALSE(told.feed(text));
  }
  CHECK_FALSE(Told().feed(std::string(200, 'g')));
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    auto text = SamplesWriter(every_10s).begin();
    Chance chance(seed, {1});
    for (int i = 0; i < 60; ++i) text += static_cast<char>(256 * chance.unit());
    Told told;
    static_cast<void>(told.feed(text));  // refused or not: it ends, and invents nothing
    CHECK(told.samples.size() <= 60);
  }
}

}  // namespace
}  // namespace golive
