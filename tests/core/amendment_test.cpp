// How the plan of a run grows: indices that logs and processes know are never given to another
// item.
#include "core/amendment.h"

#include <doctest/doctest.h>

#include "core/amended_plan.h"
#include "core/codec.h"
#include "core/decide.h"
#include "core/subject.h"

#include <nlohmann/json.hpp>

namespace golive {
namespace {

// "phase p; step p/a; parallel in p; step p/b in it": each line is an item, under the one before it
// with less indentation; "|" is a parallel.
Plan plan_of(const std::vector<std::string>& lines) {
  Plan plan;
  plan.id = "p";
  std::vector<ItemIndex> holders;
  for (const std::string& line : lines) {
    const auto depth = line.find_first_not_of(' ') / 2;
    Item item;
    item.id = line.substr(depth * 2);
    item.has_run = true;
    item.kind = depth == 0 ? ItemKind::phase : item.id == "|" ? ItemKind::parallel : ItemKind::step;
    if (item.id == "|") item.id.clear();
    holders.resize(depth);
    const auto index = static_cast<ItemIndex>(plan.items.size());
    if (depth > 0) {
      item.parent = holders.back();
      const std::string& above = plan.items[holders.back()].path;
      item.path = item.id.empty() ? above : above + "/" + item.id;
      plan.items[holders.back()].children.push_back(index);
    } else {
      item.path = item.id;
      plan.phases.push_back(index);
    }
    holders.push_back(index);
    plan.items.push_back(item);
  }
  plan.environments = {{"uat", false, {}}};
  REQUIRE(finish_plan(plan));
  return plan;
}

Run run_of(const Plan& plan) {
  Run run;
  run.id = "r";
  run.environment = "uat";
  run.plan = std::make_shared<const Plan>(plan);
  Timeline timeline;
  timeline.j = std::chrono::year(2027) / 1 / 15;
  timeline.items.resize(plan.items.size());
  run.timeline = std::make_shared<const Timeline>(timeline);
  run.items.resize(plan.items.size());
  return run;
}

// What a change comes to, as "p/a changed functions, ..."; then settings, words and obstacles.
std::string told(const Plan& before, const Plan& after) {
  const auto found = compare_plans(run_of(before), after);
  std::string text;
  for (const ItemChange& each : changes_in(found)) {
    text += each.item + " " + std::string(text_of(each.change));
    for (const auto& what : each.what) text += " " + what;
    text += "; ";
  }
  for (const auto& each : found.settings) text += "setting " + each + "; ";
  for (const auto& each : found.words) text += "word " + each + "; ";
  for (const Error& each : found.obstacles) text += "no: " + each.what + "; ";
  return text + (found.has_effect ? "effect" : "none");
}

std::vector<std::string> in_order(const Plan& plan) {
  std::vector<std::string> paths;
  for (const ItemIndex index : plan.order) paths.push_back(plan.items[index].path);
  return paths;
}

}  // namespace

TEST_CASE("known items keep their indices, new ones come behind, and the order is as written") {
  const Plan before = plan_of({"p", "  a", "  b", "q", "  c"});
  const auto grown = amended(before, plan_of({"n", "  x", "p", "  new", "  a", "  b", "q", "  c"}));
  for (ItemIndex index = 0; index < before.items.size(); ++index)
    CHECK(grown.plan.items[index].path == before.items[index].path);
  CHECK(grown.added == std::vector<ItemIndex>{5, 6, 7});
  CHECK(grown.removed.empty());
  CHECK(in_order(grown.plan) ==
        std::vector<std::string>{"n", "n/x", "p", "p/new", "p/a", "p/b", "q", "q/c"});
  CHECK(grown.plan.items[1].edges == std::vector<ItemIndex>{7});  // a waits for new
  CHECK(grown.plan.items[1].text_index == ItemIndex{4});
  const auto earlier = written_before(grown.plan, 1);
  CHECK(earlier[7]);
  CHECK_FALSE(earlier[2]);
  const auto read = plan_from_json(to_json(grown.plan));
  REQUIRE(read);
  CHECK(*read == grown.plan);
}

TEST_CASE("a plan whose items all stand where they stood has no order of its own") {
  const Plan before = plan_of({"p", "  a", "  b"});
  CHECK(amended(before, before).plan == before);
  const auto grown = amended(before, plan_of({"p", "  a", "  b", "  c"}));
  CHECK(grown.plan.order.empty());
  CHECK(grown.added == std::vector<ItemIndex>{3});
}

TEST_CASE("what is gone leaves a stone that nobody finds, and comes back as another item") {
  const Plan before = plan_of({"p", "  a", "  b", "  c"});
  const auto less = amended(before, plan_of({"p", "  a", "  c"}));
  CHECK(less.removed == std::vector<ItemIndex>{2});
  CHECK(less.plan.items[2].removed);
  CHECK(find_item(less.plan, "p/b") == nullptr);
  CHECK_FALSE(resolve_item(less.plan, "b"));
  CHECK(less.plan.items[0].children == std::vector<ItemIndex>{1, 3});
  const auto again = amended(less.plan, before);
  CHECK(again.removed.empty());
  CHECK(again.added == std::vector<ItemIndex>{4});
  CHECK(resolve_item(again.plan, "b") == ItemIndex{4});
}

TEST_CASE("a parallel is the one that had one of its items") {
  const Plan before = plan_of({"p", "  |", "    a", "    b", "  |", "    c"});
  const auto grown =
      amended(before, plan_of({"p", "  |", "    x", "  |", "    b", "    a", "  |", "    c"}));
  CHECK(grown.removed.empty());
  CHECK(grown.added.size() == 2);
  CHECK(in_order(grown.plan) ==
        std::vector<std::string>{"p", "p", "p/x", "p", "p/b", "p/a", "p", "p/c"});
  CHECK(grown.plan.items[1].children == std::vector<ItemIndex>{3, 2});
}

TEST_CASE("what has moved into a parallel, or has become of another kind, is another item") {
  const Plan before = plan_of({"p", "  a", "  b"});
  const auto grown = amended(before, plan_of({"p", "  a", "  |", "    b"}));
  CHECK(grown.removed == std::vector<ItemIndex>{2});
  CHECK(grown.added.size() == 2);
  Plan tasks = before;
  tasks.items[1].kind = ItemKind::task;
  CHECK(amended(before, tasks).removed == std::vector<ItemIndex>{1});
}

TEST_CASE("what differs is told by the fields, and where it is written is no difference") {
  const Plan before = plan_of({"p", "  a", "  b", "  c"});
  const auto with = [&](auto change) {
    Plan after = before;
    change(after);
    return told(before, after);
  };
  CHECK(with([](Plan&) {}) == "no: nothing differs from the run's plan; none");
  CHECK(with([](Plan& p) { p.items[1].place = "runbook.lua:9"; }) ==
        "no: nothing differs from the run's plan; none");
  CHECK(with([](Plan& p) { p.items[1].title = "A"; }) == "p/a reworded title; none");
  CHECK(with([](Plan& p) { p.items[1].code = "aa"; }) == "p/a changed functions; effect");
  CHECK(with([](Plan& p) { p.items[1].title = p.items[1].does = "backup"; }) ==
        "p/a changed title does; effect");
  CHECK(with([](Plan& p) { p.title = "P"; }) == "word title; none");
  CHECK(with([](Plan& p) { p.starter_may_decide = true; }) == "setting starter_may_decide; effect");
  CHECK(with([](Plan& p) { p.environments[0].parameters["host"] = "db2"; }) ==
        "setting environments; no: the parameters of \"uat\" differ, and a run keeps those that it "
        "began with; effect");
}

TEST_CASE("another order is a change, and what is added or removed moves nothing") {
  const Plan before = plan_of({"p", "  a", "  b", "  c", "q", "  d"});
  CHECK(told(before, plan_of({"p", "  b", "  a", "  c", "q", "  d"})) ==
        "p/b changed order; p/a changed order; effect");
  CHECK(told(before, plan_of({"q", "  d", "p", "  a", "  b", "  c"})) ==
        "q changed order; p changed order; effect");
  CHECK(told(before, plan_of({"p", "  x", "  a", "  c", "q", "  d"})) ==
        "p/x added; p/b removed; effect");
}

TEST_CASE("two that were held against one plan: the second is refused, and told to compare again") {
  Plan plan = plan_of({"p", "  a"});
  plan.hash = std::string(64, 'a');
  Run run = run_of(plan);
  run.seq = 1;
  Plan changed = plan_of({"p", "  a", "  b"});
  changed.hash = std::string(64, 'b');
  const auto amend = [&](const std::string& seen, const std::string& onto) {
    const Actor actor{"ann", "terminal", {}, true};
    return decide(
        run,
        {{}, actor, command::Amend{std::make_shared<const Plan>(changed), "an index", seen, onto}});
  };
  CHECK(amend("", ""));
  CHECK(amend(std::string(12, 'a'), plan.hash));
  for (const auto& [seen, onto] : {std::pair(std::string(12, 'b'), std::string()),
                                   {std::string(11, 'a'), ""},
                                   {plan.hash + "a", ""},
                                   {"", changed.hash},
                                   {plan.hash, changed.hash}}) {
    const auto refused = amend(seen, onto);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::stale);
    CHECK(refused.error().way_out == "compare again: it is aaaaaaaaaaaa now");
  }
}

TEST_CASE("an amendment in a log from elsewhere does not let a plan shrink") {
  const Run run = run_of(plan_of({"p", "  a", "  b"}));
  const auto proposed = [&](const Plan& plan, int number) {
    return check_items(run, {1,
                             {},
                             {},
                             {},
                             event::AmendmentProposed{
                                 number, std::make_shared<const Plan>(plan), {}, {}, true, ""}});
  };
  CHECK(proposed(*run.plan, 1));
  CHECK_FALSE(proposed(*run.plan, 2));
  CHECK_FALSE(proposed(plan_of({"p", "  a"}), 1));
  CHECK_FALSE(check_items(run, {1, {}, {}, {}, event::AmendmentApplied{1, run.timeline}}));
}

}  // namespace golive
