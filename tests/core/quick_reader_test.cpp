// What QuickReader reads is what JsonReader would have read, and golive's own records it does read.
#include "core/quick_reader.h"

#include <doctest/doctest.h>

#include <random>

#include "core/codec.h"
#include "core/event_fields.h"
#include "core/json_reader.h"
#include "sample_events.h"

using namespace golive;
using namespace std::string_view_literals;
using namespace golive::test;

namespace {

std::optional<EventBody> quickly(std::string_view kind, std::string_view body) {
  EventBody read;
  return read_quickly(kind, body, read) ? std::optional(std::move(read)) : std::nullopt;
}

std::optional<EventBody> by_values(std::string_view kind, std::string_view body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (is_nested_too_deeply(body) || json.is_discarded()) return std::nullopt;
  auto read = read_kind<EventBody>(kind, json, JsonTexts::quoted, Error{});
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

std::string written(const std::optional<EventBody>& body) {
  return body ? to_record(Event{1, {}, {}, {}, *body}).body : "refused";
}

std::string reason(std::string_view text) {
  const auto body = quickly("run_paused", "{\"reason\":" + std::string(text) + "}");
  return body ? std::get<event::RunPaused>(*body).reason : "left to the other";
}

// Bytes that mean something in JSON, and some that may not be there.
std::string damaged(std::string text, std::mt19937& chance) {
  static constexpr auto bytes = "\"\\{}[],:0-1.eEtnul/\x00\x1f\x7f\xc3\xa9\xed\xff "sv;
  const auto below = [&](std::size_t limit) { return chance() % limit; };
  for (auto changes = 1 + below(3); changes > 0; --changes) {
    const auto place = below(text.size());
    const auto length = std::min(below(12), text.size() - place);
    const auto from = below(text.size());
    switch (below(4)) {
      case 0:
        text[place] = bytes[below(bytes.size())];
        break;
      case 1:
        text.insert(place, 1, bytes[below(bytes.size())]);
        break;
      case 2:
        text.erase(place, std::min(length, text.size() - 1));
        break;
      default:
        text.insert(place, text.substr(from, length));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("every event as golive writes it is read quickly, and as it would be by values") {
  for (const auto& event : sample_events()) {
    const auto record = to_record(event);
    CAPTURE(record.kind);
    CHECK(written(quickly(record.kind, record.body)) == record.body);
  }
}

TEST_CASE("what is read quickly of a damaged body is what would be read by values") {
  std::mt19937 chance(20'270'115);
  int read = 0;
  for (const auto& event : sample_events()) {
    const auto record = to_record(event);
    for (int i = 0; i < 400; ++i) {
      const auto body = damaged(record.body, chance);
      const auto quick = quickly(record.kind, body);
      if (!quick) continue;
      ++read;
      CAPTURE(record.kind);
      CAPTURE(body);
      CHECK(written(quick) == written(by_values(record.kind, body)));
    }
  }
  CHECK(read > 500);  // else nothing was tried
}

TEST_CASE("escapes are undone, and rare ones left to the other") {
  CHECK(reason(R"("a\"b\\c\/d\b\f\n\r\t")") == "a\"b\\c/d\b\f\n\r\t");
  CHECK(reason(R"("déjà")") == "déjà");
  CHECK(reason(R"("")").empty());
  for (const auto* text : {R"("\u0001")", R"("\x")", R"("a)", R"("a\)", "\"\xff\"", "\"\n\"",
                           "null", "7", R"("a","reason":"b")", R"("a"} )", R"( "a")"})
    CHECK(reason(text) == "left to the other");
}

TEST_CASE("numbers are whole, in range, and without zeros before them") {
  const auto item = [](const std::string& number) {
    const auto body = quickly("task_started", "{\"item\":" + number + "}");
    return body ? static_cast<std::int64_t>(std::get<event::TaskStarted>(*body).item) : -1;
  };
  CHECK(item("0") == 0);
  CHECK(item("4294967295") == 4294967295);
  for (const auto* number :
       {"4294967296", "18446744073709551616", "00", "07", "-1", "-0", "1.0", "1e2", "", "true"})
    CHECK(item(number) == -1);
  CHECK(quickly("engine_took_over", R"({"epoch":18446744073709551615})"));
}

TEST_CASE("a body is read quickly only if all of its fields are there, each once, and no other") {
  CHECK(
      quickly("gate_held", R"({"why":"late","gate":1})"));  // the order is not the reader's matter
  CHECK_FALSE(quickly("gate_held", R"({"gate":1})"));
  CHECK_FALSE(quickly("gate_held", R"({"gate":1,"gate":1,"why":"late"})"));
  CHECK_FALSE(quickly("gate_held", R"({"gate":1,"why":"late","more":1})"));
  CHECK_FALSE(quickly("gate_held", R"({"gate":1,"why":"late",})"));
  CHECK_FALSE(quickly("gate_helt", R"({"gate":1,"why":"late"})"));
  CHECK_FALSE(quickly("run_started", "{,}"));
  CHECK_FALSE(quickly("run_started", ""));
}
