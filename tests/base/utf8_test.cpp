#include "base/utf8.h"

#include <doctest/doctest.h>

#include <array>

using namespace golive;

TEST_CASE("valid text stays as it is") {
  for (const auto* text : {"", "plain", "Préparation", "日本語", "\xF0\x9F\x9A\x80"}) {
    CHECK(is_utf8(text));
    CHECK(to_utf8(text) == text);
  }
}

TEST_CASE("each byte outside a valid sequence becomes U+FFFD") {
  CHECK(to_utf8("a\xFFz") == "a\uFFFDz");
  CHECK(to_utf8("\xE9t\xE9") == "\uFFFDt\uFFFD");                    // Latin-1
  CHECK(to_utf8("\xC0\xAF") == "\uFFFD\uFFFD");                      // overlong
  CHECK(to_utf8("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");            // a surrogate
  CHECK(to_utf8("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
  CHECK(to_utf8("\xE2\x82") == "\uFFFD\uFFFD");                      // cut off
  CHECK_FALSE(is_utf8("\x80"));
}

TEST_CASE("a bad byte is found wherever it stands in a long plain text") {
  for (std::size_t place = 0; place < 24; ++place) {
    std::string text(24, 'a');
    text[place] = '\xFF';
    CHECK_FALSE(is_utf8(text));
    CHECK(to_utf8(text) ==
          std::string(place, 'a') + "\uFFFD" + std::string(text.size() - place - 1, 'a'));
  }
}

TEST_CASE("a cut never falls inside a character") {
  CHECK(cut_utf8("été", 5) == "été");
  CHECK(cut_utf8("été", 4) == "ét");
  CHECK(cut_utf8("été", 1) == "");
  CHECK(cut_utf8("abc", 2) == "ab");
}

TEST_CASE("the closest known word is offered for a slip, and nothing for another word") {
  const std::array<std::string_view, 3> known{"estimate", "timeout", "title"};
  CHECK(closest("estmate", known) == "estimate");
  CHECK(closest("titel", known) == "title");
  CHECK(closest("owner", known) == "");
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance(std::string(100'000, 'a'), std::string(99'999, 'a')) == 100'000);  // soon
}
