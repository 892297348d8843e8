#include "verify/judge.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "tests/verify/written_export.h"
#include "verify/digest.h"

namespace golive::verify {
namespace {

// `step`: how much each reading gives at most.
Judgement judged(const std::string& text, std::size_t step = 1'000'000, const Asked& asked = {}) {
  std::size_t at = 0;
  return judge(
      [&](char* to, std::size_t most) {
        const auto count = std::min({most, step, text.size() - at});
        std::memcpy(to, text.data() + at, count);
        at += count;
        return count;
      },
      asked);
}

}  // namespace

TEST_CASE("an export written from its documentation holds, in whatever pieces it comes") {
  const auto text = small_export();
  for (const std::size_t step : {1, 7, 100'000}) {
    const auto found = judged(text, step);
    CHECK(found.wrong.empty());
    CHECK(found.verdict == Verdict::holds);
    CHECK(found.events == 6);
    CHECK(found.log == "demo-1");
  }
}

TEST_CASE("every change of a single bit of an export is found") {
  const auto text = small_export();
  std::vector<std::size_t> passed;
  for (std::size_t place = 0; place < text.size(); ++place)
    for (int bit = 0; bit < 8; ++bit) {
      auto changed = text;
      changed[place] = static_cast<char>(changed[place] ^ (1 << bit));
      if (judged(changed).verdict == Verdict::holds) passed.push_back(place);
    }
  CHECK(passed.empty());
}

TEST_CASE("every byte of an export that is removed or doubled, and every end cut off, is found") {
  const auto text = small_export();
  std::vector<std::size_t> passed;
  for (std::size_t place = 0; place < text.size(); ++place) {
    auto removed = text, doubled = text;
    removed.erase(place, 1);
    doubled.insert(place, 1, text[place]);
    for (const auto& changed : {removed, doubled, text.substr(0, place)})
      if (judged(changed).verdict == Verdict::holds) passed.push_back(place);
  }
  CHECK(passed.empty());
}

TEST_CASE("the heads in a log are counted, with the keys that the site log knows") {
  const auto found = judged(small_export());
  CHECK(found.signers.find("heads 3 signed in the log, the last by event 6") == 0);
  CHECK(found.signers.find("1 by key " + fingerprint(TestKey(7).public_half())) !=
        std::string::npos);
  CHECK(found.signers.find("the one before vouches for it") != std::string::npos);
}

TEST_CASE(
    "a head by a key that nobody introduced is named, and so is one that is not what it says") {
  const TestKey foreign(9);
  WrittenExport by_another("demo-1");
  by_another.event("gate_approved", "{}");
  by_another.head_signed(foreign, "gate");
  CHECK(judged(by_another.ended()).wrong ==
        "the head in event 2 is signed by another key: its fingerprint is " +
            fingerprint(foreign.public_half()) + ", which neither the file nor the site log knows");

  // Taken over whole from another log, where it stood at the same place.
  WrittenExport other("demo-2"), moved("demo-1");
  other.event("gate_approved", "{}");
  const auto head = R"({"head":")" + other.head() + R"(","key":")" + other.key().public_half() +
                    R"(","occasion":"gate","of":1,"signature":")" + std::string(128, '0') + "\"}";
  moved.event("gate_approved", "{}");
  moved.event("head_signed", head);
  CHECK(judged(moved.ended()).wrong.find("the head in event 2 is not of the event before it") == 0);

  WrittenExport unsigned_head("demo-1");
  unsigned_head.event("gate_approved", "{}");
  unsigned_head.event("head_signed", R"({"head":")" + unsigned_head.head() + R"(","key":")" +
                                         unsigned_head.key().public_half() +
                                         R"(","occasion":"gate","of":1,"signature":")" +
                                         std::string(128, '0') + "\"}");
  CHECK(judged(unsigned_head.ended()).wrong ==
        "the head in event 2 is not signed by the key that it names");

  WrittenExport formless("demo-1");
  formless.event("head_signed", "{}");
  CHECK(judged(formless.ended()).wrong == "the head in event 1 has not the form of one");
}

TEST_CASE("keys of the site log follow each other, and one that is vouched for falsely is told") {
  const TestKey first(3), second(4);
  WrittenExport gap("demo-1");
  gap.site_key(second, &first);
  gap.event("run_paused", "{}");
  CHECK(judged(gap.ended()).wrong.find("the site log's event 1 does not follow the key") == 0);

  WrittenExport loose("demo-1");
  loose.site_key(first);
  loose.site_key(second, &first, false);
  loose.event("gate_refused", "{}");
  const auto found = judged(loose.ended());
  CHECK(found.verdict == Verdict::holds);
  CHECK(found.signers.find("the one before does not vouch for it") != std::string::npos);
  CHECK(found.signers.find("none for event 1, which asks for one") != std::string::npos);
}

TEST_CASE("a log rewritten by whoever has the key is told by a head that somebody has kept") {
  const auto written = [](const std::string& verdict, int more) {
    WrittenExport file("demo-1");
    file.event("decision_made", verdict);
    file.event("gate_approved", "{}");
    for (int i = 0; i < more; ++i) file.event("run_paused", "{}");
    return std::pair{file.ended(), file.head()};
  };
  const auto [kept_file, kept_head] = written("go", 0);
  const Asked asked{{}, {{2, kept_head}}};
  CHECK(judged(kept_file, 100'000, asked).verdict == Verdict::holds);
  CHECK(judged(written("go", 3).first, 100'000, asked).verdict == Verdict::holds);
  const auto found = judged(written("reservations", 3).first, 100'000, asked);
  CHECK(found.verdict == Verdict::refuted);
  CHECK(found.wrong == "event 2 is not the one whose head was kept: the log was rewritten since");
  CHECK(judged(kept_file, 100'000, {{}, {{9, kept_head}}})
            .wrong.find("the log ends before event 9, whose head was kept") == 0);
}

TEST_CASE("a kept head is read out of what a notice or a report has printed") {
  const std::string hash(64, 'a');
  for (const auto& text :
       {"12:" + hash, "À conserver : 12:" + hash + "\n", "at 08:15, 12:" + hash}) {
    const auto kept = read_kept_head(text);
    REQUIRE(kept);
    CHECK(kept->seq == 12);
    CHECK(kept->hash == hash);
  }
  for (const auto& text : {hash, ":" + hash, "0:" + hash, "12:" + hash + "a", "012:" + hash,
                           "12:" + hash.substr(1), std::string("99999999999999999999:") + hash})
    CHECK_FALSE(read_kept_head(text));
}

}  // namespace golive::verify
