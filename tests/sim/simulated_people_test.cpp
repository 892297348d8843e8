#include "sim/simulated_people.h"

#include <doctest/doctest.h>

using namespace golive;
using namespace std::chrono_literals;

namespace {

using Roles = std::vector<std::string>;

Rule role(const char* id) { return {.kind = Rule::Kind::role, .role = id}; }
Rule two_of(const char* id) { return {.kind = Rule::Kind::at_least, .role = id, .count = 2}; }
Rule all_of(std::vector<Rule> parts) {
  return {.kind = Rule::Kind::all_of, .parts = std::move(parts)};
}
Rule any_of(std::vector<Rule> parts) {
  return {.kind = Rule::Kind::any_of, .parts = std::move(parts)};
}
Decision go(const char* actor, const char* role) {
  return {actor, role, Verdict::go, {}, {}, {}, {}};
}

ZoneRules utc() { return {"UTC", {{Instant{}, 0, "UTC"}}}; }

// A gate of one role that opened at 08:00, and a task of the same role that is ready since then.
struct Morning {
  Instant eight = parse_instant("2027-01-15T08:00:00.000Z").value();
  std::shared_ptr<Plan> plan = std::make_shared<Plan>();
  std::shared_ptr<Timeline> timeline = std::make_shared<Timeline>();
  Run run;
  Circumstances circumstances;

  Morning() {
    plan->roles = {{"lead", {}, {}}};
    plan->items.resize(2);
    plan->items[0].kind = ItemKind::gate;
    plan->items[0].path = "day/go";
    plan->items[0].decided_by = role("lead");
    plan->items[0].within = 15min;
    plan->items[1].kind = ItemKind::task;
    plan->items[1].path = "day/look";
    plan->items[1].owner = "lead";
    timeline->zone = utc();
    timeline->items.resize(2);
    run.plan = plan;
    run.timeline = timeline;
    run.started = true;
    run.items.resize(2);
    run.items[0].state = ItemState::open;
    run.items[0].opened_at = eight;
    circumstances.items.resize(2);
  }
  std::optional<Deed> next() const {
    const Drawing drawing(1, *plan, circumstances);
    return SimulatedPeople(drawing, circumstances).next(run, eight);
  }
};

}  // namespace

TEST_CASE("who has still to decide follows from the rule and from what was decided") {
  CHECK(undecided_roles(all_of({role("a"), role("b")}), {go("a", "a")}) == Roles{"b"});
  CHECK(undecided_roles(any_of({role("a"), role("b")}), {}) == Roles{"a", "b"});
  CHECK(undecided_roles(any_of({role("a"), role("b")}), {go("b", "b")}).empty());
  CHECK(undecided_roles(all_of({role("a"), two_of("b")}), {go("a", "a"), go("x", "b")}) ==
        Roles{"b"});
  CHECK(undecided_roles(two_of("b"), {go("x", "b"), go("y", "b")}).empty());
}

TEST_CASE("an open gate gets its go, after a time; a no-go if it is to fail") {
  Morning morning;
  const auto deed = morning.next();
  REQUIRE(deed.has_value());
  CHECK(deed->at > morning.eight);
  CHECK(deed->actor.name == "lead");
  CHECK(std::get<command::Decide>(deed->body).verdict == Verdict::go);
  morning.circumstances.items[0].failing = 0;
  CHECK(std::get<command::Decide>(morning.next()->body).verdict == Verdict::no_go);
}

TEST_CASE("who is absent answers on coming back, or never") {
  Morning morning;
  morning.circumstances.absences["lead"] = {{morning.eight, morning.eight + 3h},
                                            {morning.eight + 2h, morning.eight + 5h}};
  CHECK(morning.next()->at == morning.eight + 5h);
  morning.circumstances.absences["lead"] = {{morning.eight, {}}};
  CHECK(!morning.next());
}

TEST_CASE("a person does one task at a time, and decides meanwhile") {
  Morning morning;
  morning.plan->items.push_back(morning.plan->items[1]);
  morning.run.items.resize(3);
  morning.timeline->items.resize(3);
  morning.circumstances.items.resize(3);
  morning.run.items[0].state = ItemState::approved;
  morning.run.items[1].state = morning.run.items[2].state = ItemState::ready;
  morning.run.items[1].opened_at = morning.run.items[2].opened_at = morning.eight;
  CHECK(std::holds_alternative<command::StartTask>(morning.next()->body));
  morning.run.items[1].state = ItemState::running;
  morning.run.items[1].started_at = morning.eight;
  CHECK(morning.next()->item == 1);
  CHECK(std::holds_alternative<command::EndTask>(morning.next()->body));
  morning.run.items[0].state = ItemState::open;
  CHECK(morning.next()->item == 0);
}

TEST_CASE("nobody is asked anything, so nobody does anything") {
  Morning morning;
  morning.run.items[0].state = ItemState::approved;
  CHECK(!morning.next());
}
