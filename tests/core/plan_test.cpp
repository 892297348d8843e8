// From what an author wrote to what can run: references, edges, and what is refused.
#include <doctest/doctest.h>

#include "core/plan.h"

namespace golive {
namespace {

struct Draft {
  Plan plan;

  Draft() { plan.roles = {{"lead", "Lead", ""}, {"dba", "DBA", ""}}; }

  ItemIndex add(ItemKind kind, const std::string& id, std::optional<ItemIndex> parent = {}) {
    const auto index = static_cast<ItemIndex>(plan.items.size());
    Item item;
    item.kind = kind;
    item.id = id;
    item.parent = parent;
    item.place = "runbook.lua:" + std::to_string(index + 1);
    item.has_run = kind == ItemKind::step || kind == ItemKind::smoke;
    if (kind == ItemKind::gate) item.decided_by = {Rule::Kind::role, "lead", 1, {}};
    plan.items.push_back(item);
    if (parent) plan.items[*parent].children.push_back(index);
    if (kind == ItemKind::phase) plan.phases.push_back(index);
    if (kind == ItemKind::contingency) plan.contingencies.push_back(index);
    return index;
  }
  std::string refusal() {
    auto done = finish_plan(plan);
    return done ? "" : to_line(done.error());
  }
  bool waits(ItemIndex item, ItemIndex edge) const {
    const auto& edges = plan.items[item].edges;
    return std::find(edges.begin(), edges.end(), edge) != edges.end();
  }
};

}  // namespace

TEST_CASE(
    "children wait for the one written before, a watch holds nobody, parallel ones do not wait") {
  Draft draft;
  const auto phase = draft.add(ItemKind::phase, "go-live");
  const auto first = draft.add(ItemKind::step, "first", phase);
  const auto watch = draft.add(ItemKind::watch, "watch", phase);
  draft.plan.items[watch].has_run = true;
  draft.plan.items[watch].during = std::chrono::minutes(1);
  const auto both = draft.add(ItemKind::parallel, "", phase);
  const auto left = draft.add(ItemKind::step, "left", both);
  const auto right = draft.add(ItemKind::step, "right", both);
  REQUIRE(draft.refusal() == "");
  CHECK(draft.plan.items[left].path == "go-live/left");
  CHECK(draft.waits(watch, first));
  CHECK(draft.waits(both, first));
  CHECK_FALSE(draft.waits(both, watch));
  CHECK_FALSE(draft.waits(right, left));
}

TEST_CASE("phases follow each other, unless one overlaps") {
  Draft draft;
  const auto one = draft.add(ItemKind::phase, "one");
  draft.add(ItemKind::step, "a", one);
  const auto two = draft.add(ItemKind::phase, "two");
  draft.add(ItemKind::step, "a", two);
  draft.plan.items[two].overlaps = true;
  const auto three = draft.add(ItemKind::phase, "three");
  draft.add(ItemKind::step, "a", three);
  REQUIRE(draft.refusal() == "");
  CHECK_FALSE(draft.waits(two, one));
  CHECK(draft.waits(three, two));
}

TEST_CASE("a smoke test before what opens closes the way, wherever it is written") {
  Draft draft;
  const auto phase = draft.add(ItemKind::phase, "go-live");
  const auto deploy = draft.add(ItemKind::step, "deploy", phase);
  const auto open = draft.add(ItemKind::step, "open", phase);
  draft.plan.items[open].does = "opening";
  const auto smoke = draft.add(ItemKind::smoke, "booking", phase);
  draft.plan.items[smoke].hook_before = "opening";
  REQUIRE(draft.refusal() == "");
  CHECK(draft.waits(smoke, deploy));
  CHECK(draft.waits(open, smoke));
}

TEST_CASE("what cannot run is refused, with its place and a way out") {
  Draft draft;
  const auto phase = draft.add(ItemKind::phase, "go-live");
  const auto step = draft.add(ItemKind::step, "deploy", phase);
  const auto later = draft.add(ItemKind::step, "open", phase);
  Item& item = draft.plan.items[step];
  SUBCASE("an owner that is no role") {
    item.owner = "dbaa";
    CHECK(draft.refusal() ==
          "runbook.lua:2: step \"deploy\": owner names the role \"dbaa\", which is not in the plan "
          "(did you mean \"dba\"?)");
  }
  SUBCASE("an edge to a later item") {
    item.after_written = {"open"};
    CHECK(draft.refusal().find("stands later (runbook.lua:3)") != std::string::npos);
  }
  SUBCASE("an edge to a missing item") {
    item.after_written = {"opn"};
    CHECK(draft.refusal().find("did you mean \"open\"?") != std::string::npos);
  }
  SUBCASE("an edge to itself, and to what it is part of") {
    item.after_written = {"deploy"};
    CHECK(draft.refusal().find("names the item itself") != std::string::npos);
    item.after_written = {"go-live"};
    CHECK(draft.refusal().find("which the item is part of") != std::string::npos);
  }
  SUBCASE("an id used twice") {
    draft.plan.items[later].id = "deploy";
    CHECK(draft.refusal() ==
          "runbook.lua:3: the id \"go-live/deploy\" is used twice, first at runbook.lua:2 "
          "(give one of them another id)");
  }
  SUBCASE("a step that does nothing") {
    item.has_run = false;
    CHECK(draft.refusal().find("has no run") != std::string::npos);
  }
  SUBCASE("a phase with nothing in it") {
    draft.add(ItemKind::phase, "empty");
    CHECK(draft.refusal().find("phase \"empty\" is empty") != std::string::npos);
  }
  SUBCASE("a smoke test that would wait for what waits for it") {
    const auto smoke = draft.add(ItemKind::smoke, "s", phase);
    draft.plan.items[smoke].hook_before = "deploy";
    draft.plan.items[smoke].after_written = {"open"};
    CHECK(draft.refusal().find("would wait for itself") != std::string::npos);
  }
}

TEST_CASE("a gate or a contingency that nobody decides can be looked at, and not run") {
  for (const auto kind : {ItemKind::gate, ItemKind::contingency}) {
    Draft draft;
    const auto phase = draft.add(ItemKind::phase, "go-live");
    draft.add(ItemKind::step, "deploy", phase);
    const bool is_gate = kind == ItemKind::gate;
    const auto item =
        draft.add(kind, "go", is_gate ? std::optional<ItemIndex>(phase) : std::nullopt);
    draft.plan.items[item].decided_by = {};
    draft.plan.items[item].rollback_to = is_gate ? "" : "go-live";
    REQUIRE(draft.refusal() == "");
    const auto runnable = check_runnable(draft.plan);
    REQUIRE_FALSE(runnable);
    CHECK(runnable.error().kind == ErrorKind::unloadable);
    CHECK(runnable.error().place == "runbook.lua:3");
    CHECK(runnable.error().what.find("has nobody who decides") != std::string::npos);
    draft.plan.items[item].decided_by = {Rule::Kind::role, "lead", 1, {}};
    CHECK(check_runnable(draft.plan));
  }
}

TEST_CASE("a contingency says which of its own steps come before its rollback") {
  Draft draft;
  const auto phase = draft.add(ItemKind::phase, "go-live");
  draft.add(ItemKind::step, "open", phase);
  const auto contingency = draft.add(ItemKind::contingency, "leak");
  draft.plan.items[contingency].decided_by = {Rule::Kind::role, "lead", 1, {}};
  const auto alert = draft.add(ItemKind::step, "alert", contingency);
  const auto both = draft.add(ItemKind::checklist, "both", contingency);
  const auto revoke = draft.add(ItemKind::step, "revoke", both);
  const auto issue = draft.add(ItemKind::step, "issue", contingency);
  auto& rollback_after = draft.plan.items[contingency].rollback_after;

  rollback_after = "both";
  CHECK(draft.refusal().find("rollback_after without a rollback") != std::string::npos);
  draft.plan.items[contingency].rollback_to = "go-live";
  rollback_after = "open";
  CHECK(draft.refusal().find("names no step of it: \"open\"") != std::string::npos);
  rollback_after = "both";
  REQUIRE(draft.refusal().empty());
  CHECK(rollback_after == "leak/both");
  draft.plan.items[issue].kind = ItemKind::smoke;
  draft.plan.items[issue].hook_before = "alert";
  for (Item& item : draft.plan.items) item.edges.clear();
  CHECK(draft.refusal().find("waits for") != std::string::npos);
  draft.plan.items[issue].hook_before = "open";
  CHECK(draft.refusal().find("is hooked out of a contingency, or into one") != std::string::npos);
  for (const auto first : {alert, both, revoke}) CHECK(precedes_rollback(draft.plan, first));
  for (const auto other : {phase, contingency, issue})
    CHECK_FALSE(precedes_rollback(draft.plan, other));
}

TEST_CASE("an item is found by its path or by an unambiguous end of it") {
  Draft draft;
  const auto one = draft.add(ItemKind::phase, "one");
  draft.add(ItemKind::step, "deploy", one);
  const auto two = draft.add(ItemKind::phase, "two");
  const auto deploy = draft.add(ItemKind::step, "deploy", two);
  const auto open = draft.add(ItemKind::step, "open", two);
  REQUIRE(draft.refusal() == "");
  CHECK(resolve_item(draft.plan, "two/deploy") == deploy);
  CHECK(resolve_item(draft.plan, "open") == open);
  CHECK(to_line(resolve_item(draft.plan, "deploy").error()) ==
        "\"deploy\" could be one/deploy, two/deploy (give more of the path)");
  CHECK(resolve_item(draft.plan, "pen").error().kind == ErrorKind::not_found);
}

}  // namespace golive
