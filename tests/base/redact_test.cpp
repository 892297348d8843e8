#include "base/redact.h"

#include <doctest/doctest.h>

#include <random>

#include "base/secret_forms.h"

using namespace golive;

namespace {

Redactor redactor_of(std::initializer_list<std::string_view> values) {
  Redactor redactor;
  for (const auto value : values) REQUIRE(redactor.add(value));
  return redactor;
}

std::string in_chunks(const Redactor& redactor, std::string_view text, std::mt19937& random) {
  RedactedStream stream(redactor);
  std::string out;
  while (!text.empty()) {
    const auto size = std::min<std::size_t>(text.size(), random() % 20);
    out += stream.feed(text.substr(0, size));
    text.remove_prefix(size);
  }
  return out + stream.finish();
}

std::string random_text(std::mt19937& random, std::size_t size, std::string_view alphabet) {
  std::string text;
  while (text.size() < size) text += alphabet[random() % alphabet.size()];
  return text;
}

std::string wrapped(std::string_view text, std::size_t columns, std::string_view line_end) {
  std::string lines;
  for (; text.size() > columns; text.remove_prefix(columns)) {
    lines += text.substr(0, columns);
    lines += line_end;
  }
  return lines + std::string(text);
}

std::string without_breaks(std::string text) {
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r'; });
  return text;
}

}  // namespace

TEST_CASE("a secret becomes a mask of fixed length") {
  const auto redactor = redactor_of({"correct-horse"});
  CHECK(redactor.redact("the correct-horse, twice: correct-horsecorrect-horse") ==
        "the [redacted], twice: [redacted][redacted]");
  CHECK(redactor.redact("nothing here") == "nothing here");
  CHECK(redactor.redact("") == "");
}

TEST_CASE("a value that is too short to be redacted is refused") {
  Redactor redactor;
  CHECK_FALSE(redactor.add("seven77"));
  CHECK_FALSE(redactor.add("seven77\n\n"));
  CHECK_FALSE(redactor.add("a\nb\nc\nd\ne"));
  CHECK(redactor.empty());
  CHECK(redactor.redact("seven77") == "seven77");
}

TEST_CASE("a value with more line breaks in a row than can be found again is refused") {
  const auto key = [](std::size_t breaks) {
    return "first" + std::string(breaks, '\n') + "second";
  };
  CHECK(redactor_of({key(8)}).redact(key(8)) == "[redacted]");
  Redactor redactor;
  const auto refused = redactor.add(key(9));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what ==
        "the secret holds more line breaks in a row than can be found again");
  CHECK(redactor.empty());
}

TEST_CASE("an overlap of two secrets is one mask") {
  const auto redactor = redactor_of({"abcdefghij", "ghijklmnop", "bcdefghi"});
  CHECK(redactor.redact("-abcdefghijklmnop-") == "-[redacted]-");
}

TEST_CASE("base64 that is wrapped into lines is found, with the breaks of any system") {
  const auto redactor = redactor_of({"0123456789abcdef0123456789abcdef0123456789abcdef0123"});
  const std::string encoded =
      "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMw==";
  for (const auto* line_end : {"\n", "\r\n"})
    CHECK(redactor.redact("key: " + wrapped(encoded, 64, line_end) + "\nend").substr(0, 15) ==
          "key: [redacted]");
}

TEST_CASE("a key of several lines is found with other line ends, and without its last one") {
  const auto redactor = redactor_of({"-----BEGIN KEY-----\nAAAABBBB\nCCCC\n-----END KEY-----\n"});
  CHECK(redactor.redact("x\n-----BEGIN KEY-----\r\nAAAABBBB\r\nCCCC\r\n-----END KEY-----\r\ny") ==
        "x\n[redacted]\r\ny");
}

TEST_CASE("line breaks outside a secret stay, and many of them end a secret") {
  const auto redactor = redactor_of({"correct-horse"});
  CHECK(redactor.redact("a\r\n\ncorrect-horse\n\n\nb\n") == "a\r\n\n[redacted]\n\n\nb\n");
  const auto apart = "correct" + std::string(9, '\n') + "-horse";
  CHECK(redactor.redact(apart) == apart);
}

TEST_CASE("a stream holds back only what may become a secret") {
  const auto redactor = redactor_of({"correct-horse"});
  RedactedStream stream(redactor);
  CHECK(stream.feed("password: ") == "password: ");
  CHECK(stream.feed("correct-") == "");
  CHECK(stream.feed("minded\n") == "correct-minded\n");
  CHECK(stream.feed("and correct-h") == "and ");
  CHECK(stream.finish() == "correct-h");
}

TEST_CASE("no form of a secret gets through, however the text is cut into chunks") {
  std::mt19937 random(7);
  const std::string_view alphabet = "abcXYZ019 +/=_-'\"\\%&<>\t\xC3\xA9$!\xFF";
  for (int round = 0; round < 60; ++round) {
    const auto first = random_text(random, 8 + random() % 60, alphabet);
    const auto second = random_text(random, 8 + random() % 20, "ab");
    const auto redactor = redactor_of({first, second});
    std::string text;
    for (const auto& form : secret_forms(random() % 4 == 0 ? second : first)) {
      text += random_text(random, random() % 12, "ab \n\r");
      text += random() % 2 == 0 ? form : wrapped(form, 1 + random() % 30, "\r\n");
    }
    const auto whole = redactor.redact(text);
    for (const auto& value : {first, second})
      for (const auto& form : secret_forms(value))
        CHECK(without_breaks(whole).find(form) == std::string::npos);
    CHECK(in_chunks(redactor, text, random) == whole);
  }
}

TEST_CASE("text without secrets passes a stream unchanged") {
  std::mt19937 random(11);
  const auto redactor = redactor_of({"abababab", "correct-horse-battery"});
  for (int round = 0; round < 50; ++round) {
    const auto text = random_text(random, 400, "acor\n\n\r-");
    CHECK(in_chunks(redactor, text, random) == text);
  }
}
