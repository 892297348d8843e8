// What stands in logs: plans, events of runs, events of the site. An input of an event is its kind,
// a line's end, and its body.
#include <nlohmann/json.hpp>

#include "core/codec.h"
#include "core/site.h"
#include "reader.h"
#include "tests/core/sample_events.h"

namespace golive::fuzz {
namespace {

Record record_of(std::string_view input) {
  const auto [kind, body] = halves(input, '\n');
  return {.seq = 1,
          .at = {},
          .kind = std::string(kind),
          .actor = "amelie",
          .from = "rest",
          .body = std::string(body),
          .hash = {}};
}

std::string input_of(const Record& record) { return record.kind + "\n" + record.body; }

bool read_plan(std::string_view input) {
  const auto json = nlohmann::json::parse(input, nullptr, false);
  const auto plan = plan_from_json(json);
  if (!plan) return false;
  const auto written = to_json(*plan);
  const auto again = plan_from_json(written);
  hold(again && to_json(*again) == written, "a plan is the same after JSON");
  for (ItemIndex item = 0; item < plan->items.size(); ++item) {
    const auto contingency = contingency_of(*plan, item);
    hold(!contingency || *contingency < plan->items.size(), "a contingency is in the plan");
    const auto resolved = resolve_item(*plan, plan->items[item].path);
    hold(!resolved || *resolved < plan->items.size(), "an item is found in the plan");
    roles_of(plan->items[item].decided_by);
  }
  return true;
}

bool read_event(std::string_view input) {
  const auto event = event_from_record(record_of(input));
  if (!event) return false;
  const auto record = to_record(*event);
  const auto again = event_from_record(record);
  hold(again && to_record(*again).body == record.body, "an event is the same after its record");
  static const Plan plan = test::sample_plan();
  if (check_items(plan, *event)) event_to_api_json(plan, *event);
  return true;
}

bool read_site_event(std::string_view input) {
  const auto event = site_event_from_record(record_of(input));
  if (!event) return false;
  const auto record = to_record(*event);
  const auto again = site_event_from_record(record);
  hold(again && to_record(*again).body == record.body, "an event is the same after its record");
  Site site;
  apply(site, *event);
  for (const auto* token : {"t1.secret", "t1", "."})
    hold(!authenticate(site, token, {}), "no token is good for a site of one event");
  return true;
}

}  // namespace

Reader plan_reader() {
  Plan plan = test::sample_plan();
  return {"plan",
          {to_json(plan).dump()},
          json_words({"\"parts\":[", "{\"kind\":\"any_of\",\"parts\":[", "\"any_of\"", "\"failed\"",
                      "\"children\":[1],", "\"edges\":[0],", "\"parent\":1,", "\"phases\":[0],",
                      "\"items\":[", "\"15m\"", "\"08:15\"", "\"role\"", "\"gate\""}),
          read_plan};
}

Reader event_reader() {
  Reader reader{"event",
                {},
                json_words({"\"item\":", "\"slot\":", "\"attempt\":", "\"run\"", "\"undo\"",
                            "\"plan\":", "\"timeline\":", "run_created\n", "task_ended\n",
                            "rollback_started\n", "\"items\":[0,1],", "\"{\\\"a\\\":[\""}),
                read_event};
  for (const auto& event : test::sample_events())
    reader.seeds.push_back(input_of(to_record(event)));
  return reader;
}

Reader site_event_reader() {
  Reader reader{"site",
                {},
                json_words({"\"name\":", "\"roles\":[", "user_added\n", "token_issued\n",
                            "token_revoked\n", "\"2027-01-15T12:00:00.000Z\""}),
                read_site_event};
  const std::vector<SiteEventBody> bodies{site_event::UserAdded{"amelie", {"dba"}, true},
                                          site_event::TokenIssued{"amelie", "t1", "aa11", {}},
                                          site_event::TokenRevoked{"t1"},
                                          site_event::CommandRefused{"create_run", "no right"},
                                          site_event::AnswerGiven{"k1", "aa11", "shop-1", 2}};
  for (const auto& body : bodies)
    reader.seeds.push_back(input_of(to_record(SiteEvent{1, {}, "engine", "terminal", body})));
  return reader;
}

}  // namespace golive::fuzz
