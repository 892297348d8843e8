// Files that people attach: who may, under which name, and what follows for decisions.
#include <doctest/doctest.h>

#include "base/limits.h"
#include "core/decide.h"
#include "core/subject.h"

namespace golive {
namespace {

constexpr ItemIndex uat = 1, go = 2, after = 3;

Item item_of_phase(ItemKind kind, const std::string& id) {
  Item item;
  item.kind = kind;
  item.id = id;
  item.path = "day/" + id;
  item.parent = 0;
  item.owner = "dba";
  return item;
}

// A phase with a task, a gate of the business, and another task.
Run run_with_gate() {
  Plan plan;
  plan.hash = "aa";
  plan.roles = {{"lead", "Lead", ""}, {"dba", "DBA", ""}, {"business", "Business", ""}};
  plan.approved_by = {"lead"};
  Item phase;
  phase.id = phase.path = "day";
  phase.kind = ItemKind::phase;
  phase.children = {uat, go, after};
  plan.items = {phase, item_of_phase(ItemKind::task, "uat"), item_of_phase(ItemKind::gate, "go"),
                item_of_phase(ItemKind::task, "after")};
  plan.items[go].decided_by = {.kind = Rule::Kind::role, .role = "business"};
  plan.phases = {0};
  Run run;
  run.id = "r";
  run.started = true;
  run.plan = std::make_shared<const Plan>(plan);
  run.items.resize(plan.items.size());
  return run;
}

command::AddEvidence a_file(const std::string& item, const std::string& name) {
  return {item, "", name, "u", {"", "text/plain", "abc", 3}};
}

Result<std::vector<EventBody>> attach(const Run& run, const std::string& role,
                                      const command::AddEvidence& file) {
  return decide(run, {{}, {"lea", "", {role}, false}, file, {}});
}

void add(Run& run, const command::AddEvidence& file) {
  const auto events = attach(run, "lead", file);
  REQUIRE(events);
  for (const EventBody& body : *events) apply(run, {run.seq + 1, {}, "lea", "", body});
}

}  // namespace

TEST_CASE("the owner, a lead, and who decides a gate attach files; nobody else does") {
  const Run run = run_with_gate();
  for (const char* role : {"dba", "lead", "business"}) CHECK(attach(run, role, a_file("go", "a")));
  CHECK(attach(run, "business", a_file("uat", "a")).error().kind == ErrorKind::forbidden);
  CHECK(attach(run, "guest", a_file("go", "a")).error().kind == ErrorKind::forbidden);
}

TEST_CASE("the name of a file means nothing to a shell, a header or a folder") {
  const std::pair<const char*, const char*> names[] = {{"../../etc/a b.txt", "a_b.txt"},
                                                       {"C:\\temp\\\"x\".pdf", "_x_.pdf"},
                                                       {"...", "evidence"},
                                                       {"réserve.md", "r__serve.md"}};
  for (const auto& [given, kept] : names) {
    Run run = run_with_gate();
    add(run, a_file("go", given));
    CHECK(run.evidence.at(0).file.name == kept);
    CHECK(run.evidence.at(0).title == given);
  }
}

TEST_CASE("a decision rests on the files of its gate and of what stands before it") {
  Run run = run_with_gate();
  const auto without = subject_of(run, go);
  add(run, a_file("after", "later.txt"));
  CHECK(subject_of(run, go) == without);
  add(run, a_file("uat", "pv.txt"));
  const auto with = subject_of(run, go);
  CHECK(with != without);
  CHECK(subject_change(run, go, {}) == "evidence was added since: pv.txt (lea, at day/uat)");
  add(run, a_file("uat", "pv.txt"));  // again: nothing new
  CHECK(run.evidence.size() == 2);
  CHECK(subject_of(run, go) == with);
}

TEST_CASE("what was never uploaded, and too much of it, is refused") {
  Run run = run_with_gate();
  auto file = a_file("go", "a");
  file.kept.sha256.clear();
  CHECK(attach(run, "lead", file).error().kind == ErrorKind::not_found);
  file = a_file("go", std::string(limits::evidence_title_bytes + 1, 'a'));
  CHECK(attach(run, "lead", file).error().kind == ErrorKind::too_large);
  run.evidence.resize(limits::evidence_files);
  CHECK(attach(run, "lead", a_file("go", "a")).error().kind == ErrorKind::too_large);
  run.evidence.clear();
  run.final_state = RunState::completed;
  CHECK(attach(run, "lead", a_file("go", "a")).error().kind == ErrorKind::conflict);
}

}  // namespace golive
