// Answers of others' services: what a poll expects, a line's end, and the body that came.
#include <nlohmann/json.hpp>

#include "base/limits.h"
#include "reader.h"
#include "rim/expectation.h"

namespace golive::fuzz {
namespace {

using nlohmann::json;

bool holds_answer(std::string_view input) {
  const auto [wanted, body] = halves(input, '\n');
  const auto expect = json::parse(wanted, nullptr, false);
  if (expect.is_discarded() || !check_expectation(expect)) return false;
  const json outcome{{"status", 200}, {"body", body}, {"headers", json::object()}, {"ms", 12}};
  mismatch(expect, json::object(), outcome);
  return true;
}

}  // namespace

Reader answer_reader() {
  return {"answer",
          {"{\"json\":{\"status\":\"ok\"}}\n{\"status\":\"ok\"}",
           "{\"json\":{\"components.0.db\":1}}\n{\"components\":[{\"db\":2}]}",
           "{\"status\":[200,204],\"body_contains\":\"up\",\"max_ms\":10}\nup"},
          json_words({"\"status\":", "\"json\":{", "\"status\":[", "components.", ".0", "\n"}),
          holds_answer};
}

}  // namespace golive::fuzz
