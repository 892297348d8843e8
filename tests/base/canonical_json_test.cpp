#include "base/canonical_json.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>

using golive::canonical;
using nlohmann::json;

namespace {

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace

TEST_CASE("canonical JSON has its keys sorted and no spaces") {
  CHECK(canonical({{"z", 1}, {"a", {1, 2}}, {"m", {{"k", nullptr}}}}) ==
        R"({"a":[1,2],"m":{"k":null},"z":1})");
  CHECK(canonical(json::object()) == "{}");
  CHECK(canonical(json::array()) == "[]");
}

TEST_CASE("canonical JSON is what the JSON library writes, for every byte and pair of bytes") {
  for (int first = 0; first < 256; ++first) {
    const std::string one(1, static_cast<char>(first));
    CHECK(canonical(one) == dumped(one));
    for (int second = 0; second < 256; ++second) {
      const json text = "é" + one + static_cast<char>(second) + "x";
      const json both{{text.get<std::string>(), {text}}};
      REQUIRE(canonical(both) == dumped(both));
    }
  }
}

// Texts are looked at in eights.
TEST_CASE("canonical JSON is what the JSON library writes, wherever in a text a byte stands") {
  for (std::size_t size = 1; size <= 20; ++size)
    for (std::size_t place = 0; place < size; ++place)
      for (int byte = 0; byte < 256; ++byte)
        for (const char around : {' ', '~', '\x7f'}) {
          std::string text(size, around);
          text[place] = static_cast<char>(byte);
          REQUIRE(canonical(text) == dumped(text));
        }
}

TEST_CASE("canonical JSON writes numbers as the JSON library does") {
  for (const json& number :
       {json(0), json(-1), json(std::numeric_limits<std::int64_t>::min()),
        json(std::numeric_limits<std::int64_t>::max()),
        json(std::numeric_limits<std::uint64_t>::max()), json(0.1), json(1e300), json(-2.0),
        json(std::numeric_limits<double>::infinity()), json(true), json(false), json(nullptr)})
    CHECK(canonical(number) == dumped(number));
}
