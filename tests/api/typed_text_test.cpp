#include "api/socket/typed_text.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace golive;
using nlohmann::json;

TEST_CASE("a secret that somebody writes into a command is masked, and what is named stays") {
  Redactor redactor;
  REQUIRE(redactor.add("go-live/migrate"));
  REQUIRE(redactor.add("correct horse"));
  json fields{{"item", "go-live/migrate"},
              {"reason", "it needs correct horse"},
              {"conditions", {"change 636f727265637420686f727365", "soon"}},
              {"outcome", R"({"out":"correct horse"})"},
              {"rollback", true}};
  mask_typed_text(fields, redactor);
  CHECK(fields == json{{"item", "go-live/migrate"},
                       {"reason", "it needs [redacted]"},
                       {"conditions", {"change [redacted]", "soon"}},
                       {"outcome", R"({"out":"[redacted]"})"},
                       {"rollback", true}});
  json none = json::array({1});
  mask_typed_text(none, redactor);
  CHECK(none == json::array({1}));
}
