#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/canonical_json.h"
#include "core/codec.h"
#include "core/plan_fields.h"
#include "sample_events.h"

using namespace golive;
using namespace golive::test;
using nlohmann::json;

namespace {

template <class S>
std::size_t rows_of() {
  return Fields<S>::rows([](const auto&... field) { return sizeof...(field); });
}

template <std::size_t... I>
std::vector<json> default_bodies(std::index_sequence<I...>) {
  const auto plan = std::make_shared<Plan>();
  const auto body = [&](EventBody empty) {
    if (auto* created = std::get_if<event::RunCreated>(&empty))
      *created = {.run = {},
                  .plan = plan,
                  .timeline = std::make_shared<Timeline>(),
                  .folder = {},
                  .environment = {},
                  .parameters = {},
                  .mode = Mode::live,
                  .seed = 0};
    return json::parse(to_record(Event{1, {}, {}, {}, std::move(empty)}).body);
  };
  return {body(std::variant_alternative_t<I, EventBody>{})...};
}

Record record_of(std::string kind, std::string body) {
  return {.seq = 3,
          .at = {},
          .kind = std::move(kind),
          .actor = "engine",
          .from = {},
          .body = std::move(body),
          .hash = {}};
}

}  // namespace

TEST_CASE("every kind of event comes back from its record as it was") {
  for (const auto& event : sample_events()) {
    const auto record = to_record(event);
    CAPTURE(record.kind);
    const auto read = event_from_record(record);
    REQUIRE_MESSAGE(read, to_line(read.error()));
    CHECK(read->seq == event.seq);
    CHECK(read->at == event.at);
    CHECK(read->actor == event.actor);
    CHECK(read->from == event.from);
    CHECK(read->body.index() == event.body.index());
    CHECK(to_record(*read).body == record.body);
  }
}

TEST_CASE("the samples have no field left at its default, so that the round trip shows each") {
  const auto defaults = default_bodies(std::make_index_sequence<std::variant_size_v<EventBody>>());
  const auto events = sample_events();
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto body = json::parse(to_record(events[i]).body);
    for (const auto& [name, value] : body.items()) {
      // An enum's first value is a value like any other.
      if (name == "verdict" || name == "result" || name == "effect") continue;
      CAPTURE(std::string(kind_of(events[i].body)) + "." + name);
      CHECK(value != defaults[i].value(name, nlohmann::json()));
    }
  }
}

TEST_CASE("kinds are distinct and in snake case") {
  std::set<std::string_view> kinds;
  for (const auto& event : sample_events()) kinds.insert(kind_of(event.body));
  CHECK(kinds.size() == std::variant_size_v<EventBody>);
  CHECK(kinds.count("run_created") == 1);
  CHECK(kinds.count("effect_finished") == 1);
}

TEST_CASE("a body is canonical: keys sorted, no spaces") {
  const Event event{4, {}, "engine", {}, event::TaskEnded{2, TaskResult::passed, "ça \"va\""}};
  CHECK(to_record(event).body == R"({"comment":"ça \"va\"","item":2,"result":"pass"})");
}

TEST_CASE("every body is canonical, and what has its default value is left out where it may be") {
  for (const auto& event : sample_events()) {
    const auto body = to_record(event).body;
    CHECK(canonical(json::parse(body)) == body);
  }
  const auto defaults = default_bodies(std::make_index_sequence<std::variant_size_v<EventBody>>());
  CHECK(defaults.front().at("parameters") == json::object());
  CHECK_FALSE(defaults.front().contains("drill"));
}

TEST_CASE("a text that is not UTF-8 is written with replacements and does not throw") {
  const Event event{4,
                    {},
                    "engine",
                    {},
                    event::RunPaused{"a\xff"
                                     "b"}};
  CHECK(to_record(event).body == "{\"reason\":\"a\uFFFDb\"}");
}

TEST_CASE("a plan comes back as it was, with every field") {
  const auto plan = sample_plan();
  const auto written = to_json(plan);
  CHECK(written.size() == rows_of<Plan>());
  CHECK(written.at("items").at(1).size() == rows_of<Item>() - 1);  // a leaf has no children
  const auto read = plan_from_json(written);
  REQUIRE_MESSAGE(read, to_line(read.error()));
  CHECK(to_json(*read) == written);
  CHECK(read->items[1].decided_by.parts.at(1).count == 2);
}

TEST_CASE("a plan's default values are left out") {
  const auto phase = to_json(sample_plan()).at("items").at(0);
  CHECK(phase.dump() ==
        "{\"children\":[1],\"id\":\"go-live\",\"kind\":\"phase\",\"path\":\"go-live\","
        "\"place\":\"runbook.lua:30\"}");
}

TEST_CASE("a timeline comes back as it was") {
  const auto written = to_json(sample_timeline());
  const auto read = timeline_from_json(written);
  REQUIRE_MESSAGE(read, to_line(read.error()));
  CHECK(to_json(*read) == written);
}

TEST_CASE("reading refuses what is not a plan, and names the field") {
  const auto refusal = [](auto change) {
    auto written = to_json(sample_plan());
    change(written);
    const auto read = plan_from_json(written);
    return read ? std::string("accepted") : to_line(read.error());
  };
  CHECK(refusal([](json& j) { j["items"][1]["retry"]["times"] = "many"; }) ==
        "items[1].retry.times: must be a whole number in range, not \"many\"");
  CHECK(refusal([](json& j) { j["items"][1]["titel"] = "x"; }) ==
        "items[1].titel: is no known field (did you mean \"title\"?)");
  CHECK(refusal([](json& j) { j.erase("timezone"); }) == "timezone: is missing");
  CHECK(refusal([](json& j) { j["items"][1]["edges"] = {7}; }) ==
        "items[1].edges: there is no item 7");
  CHECK(refusal([](json& j) { j["items"][0]["parent"] = 1; }) ==
        "items[0].parent: must stand before its children");
  CHECK(refusal([](json& j) { j["phases"] = {2}; }) == "phases: there is no item 2");
  CHECK(refusal([](json& j) { j = json::array(); }) == "must be an object, not a list");
}

TEST_CASE("reading an event refuses an unknown kind, a missing field and a wrong type") {
  const auto refusal = [](std::string kind, std::string body) {
    const auto read = event_from_record(record_of(std::move(kind), std::move(body)));
    return read ? std::string("accepted") : to_line(read.error());
  };
  CHECK(refusal("run_exploded", "{}") ==
        "event 3 (run_exploded): is no known kind of event (was it written by a newer golive?)");
  CHECK(refusal("task_started", "{}") == "event 3 (task_started): item is missing");
  CHECK(refusal("task_started", "{\"item\":-1}") ==
        "event 3 (task_started): item must be a whole number in range, not -1");
  CHECK(refusal("task_started", "{\"item\"") == "event 3 (task_started): the body is no JSON");
  CHECK(refusal("task_started", "{\"item\":[1]}") ==
        "event 3 (task_started): item must be a whole number in range, not a list");
  CHECK(refusal("task_started", "{\"item\":" + std::string(500'000, '[')) ==
        "event 3 (task_started): the body is nested too deeply");
  CHECK(refusal("clock_jumped", R"({"by":"soon"})").find("event 3 (clock_jumped): by ") == 0);
}

TEST_CASE("an event that names an item outside the plan is found") {
  const auto plan = sample_plan();
  CHECK(check_items(plan, {1, {}, {}, {}, event::TaskStarted{1}}));
  CHECK_FALSE(check_items(plan, {1, {}, {}, {}, event::TaskStarted{2}}));
  CHECK_FALSE(check_items(plan, {1, {}, {}, {}, event::RollbackStarted{0, {1, 9}, ""}}));
  CHECK_FALSE(check_items(plan, {1, {}, {}, {}, event::AttemptStarted{{9, Slot::action, 1}}}));
}

TEST_CASE("the API shows items by path, and requests as values") {
  const Event event{
      9, *parse_instant("2027-01-15T08:00:00Z"), "engine", "",
      event::EffectRequested{{1, Slot::action, 1}, "3", EffectKind::http, R"({"method":"GET"})"}};
  CHECK(event_to_api_json(sample_plan(), event) == json::parse(R"({
    "seq": 9, "at": "2027-01-15T08:00:00.000Z", "kind": "effect_requested", "actor": "engine",
    "from": "", "item": "go-live/migrate", "slot": "run", "attempt": 1, "key": "3",
    "effect": "http", "request": {"method": "GET"}})"));
}

TEST_CASE("the API shows the first event without the whole plan") {
  const auto shown = event_to_api_json(sample_plan(), sample_events().front());
  CHECK(shown.at("plan") == json::parse(R"({"id": "eventtickets", "title": "EventTickets"})"));
  CHECK(shown.at("j") == "2027-01-15");
  CHECK_FALSE(shown.contains("timeline"));
}
