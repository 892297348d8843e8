// What QuickWriter writes is what JsonWriter would have written, byte for byte.
#include "core/quick_writer.h"

#include <doctest/doctest.h>

#include "core/codec.h"
#include "core/event_fields.h"
#include "core/json_writer.h"
#include "sample_events.h"

using namespace golive;
using namespace golive::test;

namespace {

std::string by_values(const Event& event) {
  return std::visit([](const auto& body) { return canonical(JsonWriter().write(body)); },
                    event.body);
}

}  // namespace

TEST_CASE("every event is written as it is by values") {
  for (const auto& event : sample_events()) {
    const auto record = to_record(event);
    CAPTURE(record.kind);
    CHECK(record.body == by_values(event));
  }
}

TEST_CASE("the events of an effect are written quickly, whatever texts are in them") {
  static_assert(QuickWriter::is_quick<event::EffectRequested>());
  static_assert(QuickWriter::is_quick<event::EffectFinished>());
  static_assert(!QuickWriter::is_quick<event::RunCreated>());
  for (const std::string text :
       {"", "{\"argv\":[\"true\"]}", "a\nb\t\"c\"\\", "\x01\x7f", "ça va", "no UTF-8: \xff\xc3"}) {
    const AttemptId id{17, Slot::probe, 3};
    const Event requested{1, {}, {}, {}, event::EffectRequested{id, text, EffectKind::poll, text}};
    const Event finished{2, {}, {}, {}, event::EffectFinished{id, text, text}};
    CHECK(to_record(requested).body == by_values(requested));
    CHECK(to_record(finished).body == by_values(finished));
  }
}
