// The lint as a function: the table and its pages, what is accepted, what depends on J. That each
// page's examples have, and have not, its finding is held by tests/lint.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include "base/limits.h"
#include "core/lint.h"
#include "core/timeline.h"
#include "paris.h"
#include "tests/fakes/file_content.h"

namespace golive {
namespace {

const std::filesystem::path pages = std::filesystem::path(GOLIVE_SOURCE) / "docs" / "findings";

// One phase from J-3 to J-1 with tasks of "lead", each on a line of its own.
struct Draft {
  Plan plan;

  Draft() {
    plan.id = "p";
    plan.timezone = "Europe/Paris";
    plan.place = "runbook.lua:1";
    plan.roles = {{"lead", "Lead", "", "runbook.lua:2"}};
    plan.environments = {{"uat"}};
    Item phase;
    phase.kind = ItemKind::phase;
    phase.id = "prepare";
    phase.place = "runbook.lua:3";
    phase.from = Moment{-3};
    phase.to = Moment{-1};
    plan.items.push_back(phase);
    plan.phases.push_back(0);
  }
  Item& task(const std::string& id, std::optional<Moment> at = {}) {
    Item item;
    item.kind = ItemKind::task;
    item.id = id;
    item.owner = "lead";
    item.place = "runbook.lua:" + std::to_string(3 + plan.items.size());
    item.parent = 0;
    item.at_moment = at;
    plan.items[0].children.push_back(static_cast<ItemIndex>(plan.items.size()));
    return plan.items.emplace_back(item);
  }
  std::vector<Finding> findings(const LintScope& scope = {}) {
    for (Item& item : plan.items) item.edges.clear();
    REQUIRE(finish_plan(plan));
    return lint(plan, scope);
  }
  std::vector<std::string> codes(const LintScope& scope = {}) {
    std::vector<std::string> all;
    for (const Finding& each : findings(scope)) all.push_back(each.code);
    return all;
  }
};

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("every finding has its page and its row in the index, and there are no others") {
  std::string rows;
  std::set<std::string> known{"README.md"};
  for (const auto& [code, title] : finding_kinds()) {
    const std::string name(code), file = name + ".md";
    CHECK_MESSAGE(known.insert(file).second, file);
    const auto text = content(pages / file);
    const std::string head = "# " + name + ": " + std::string(title) + "\n";
    CHECK_MESSAGE(text.starts_with(head), head);
    rows += "| [" + name + "](" + file + ") | " + std::string(title) + " |\n";
  }
  CHECK(content(pages / "README.md").ends_with("|---|---|\n" + rows));
  for (const auto& entry : std::filesystem::directory_iterator(pages))
    CHECK_MESSAGE(known.contains(entry.path().filename()), entry.path());
}

TEST_CASE("a plan that is in order has no findings") {
  Draft draft;
  draft.task("call", Moment{-3, false, 600});
  CHECK(draft.findings().empty());
}

TEST_CASE("findings are told by file and line, as numbers") {
  Draft draft;
  for (int index = 0; index < 9; ++index) draft.task("t" + std::to_string(index)).owner = "";
  draft.task("owned");
  draft.plan.items[3].place = "lib/a.lua:30";
  std::vector<std::string> places;
  for (const Finding& each : draft.findings()) places.push_back(each.place);
  CHECK(places == std::vector<std::string>{"lib/a.lua:30", "runbook.lua:4", "runbook.lua:5",
                                           "runbook.lua:7", "runbook.lua:8", "runbook.lua:9",
                                           "runbook.lua:10", "runbook.lua:11", "runbook.lua:12"});
}

TEST_CASE("an acceptance covers its item and all in it, the whole plan if it names none") {
  Draft draft;
  draft.task("a", Moment{-4, false, 600});
  draft.task("b", Moment{2, false, 600});
  const auto open = [&](const std::string& item) {
    draft.plan.accepted = {{"time-outside-phase", item, "so it is", "runbook.lua:9"}};
    std::vector<std::string> left;
    for (const Finding& each : draft.findings())
      if (!is_accepted(each)) left.push_back(each.item + " " + each.code);
    return left;
  };
  CHECK(open("a") == Codes{"prepare/b time-outside-phase"});
  CHECK(open("prepare").empty());
  CHECK(open("").empty());
  CHECK(open("c").size() == 3);  // and the acceptance that matches nothing
  draft.plan.accepted = {{"time-outside-phase", "", "first", ""},
                         {"time-outside-phase", "", "", ""}};
  CHECK(draft.findings()[0].accepted_because == "first");
}

TEST_CASE("an acceptance is held to be needed only where its finding could have been seen") {
  Draft draft;
  draft.task("a");
  draft.plan.accepted = {{"time-frozen", "", "so it is", "runbook.lua:9"}};
  CHECK(draft.codes() == Codes{"acceptance-unused"});
  draft.plan.items[0].from = Moment{-3, true};
  CHECK(draft.codes().empty());
  CHECK(draft.codes({.j = date("2027-01-15")}) == Codes{"acceptance-unused"});
  draft.plan.accepted[0].code = "dst-time";
  CHECK(draft.codes({.j = date("2027-01-15")}).empty());
  const auto zone = paris();
  CHECK(draft.codes({.j = date("2027-01-15"), .zone = &zone}) == Codes{"acceptance-unused"});
}

TEST_CASE("a weekend between phases that count working days is left out on purpose") {
  Draft draft;
  draft.task("a");
  draft.plan.items[0].to = Moment{-1, true};
  Item opening = draft.plan.items[0], task = draft.plan.items[1];
  opening.id = "open";
  opening.from = opening.to = std::nullopt;
  opening.on = Moment{0};
  opening.children = {3};
  task.parent = 2;
  draft.plan.phases.push_back(2);
  draft.plan.items.push_back(opening);
  draft.plan.items.push_back(task);
  const auto uncovered = [&] {
    const auto codes = draft.codes({.j = date("2027-01-11")});  // a Monday
    return std::count(codes.begin(), codes.end(), "days-uncovered");
  };
  CHECK(uncovered() == 0);
  draft.plan.items[0].to = Moment{-3};
  CHECK(uncovered() == 1);
  draft.plan.items[0].from = Moment{-9};
  draft.plan.items[0].to = Moment{-2, true};
  CHECK(uncovered() == 1);
}

TEST_CASE("working days are compared with a J, and left alone without one") {
  Draft draft;
  draft.task("a", Moment{-2, true, 600});
  CHECK(draft.codes().empty());
  CHECK(draft.codes({.j = date("2027-01-15")}).empty());  // a Friday: J-2wd is J-2
  CHECK(draft.codes({.j = date("2027-01-11")}) == Codes{"time-outside-phase"});  // a Monday: J-4
  draft.plan.holidays = "XX";
  CHECK(draft.codes({.j = date("2027-01-11")}) == Codes{"calendar-unknown"});
}

TEST_CASE(
    "what lies outside its window is told: too early, too late, and not what may wait in it") {
  Draft draft;
  draft.plan.windows = {
      {"night", Moment{-3, false, 1200}, Moment{-2, false, 120}, "", "", "runbook.lua:2"}};
  draft.task("a", Moment{-3, false, 1080}).window = "night";
  draft.task("b", Moment{-3, false, 1200}).window = "night";
  draft.task("c", Moment{-2, false, 120}).window = "night";
  draft.task("d").window = "night";
  const auto found = draft.findings();
  REQUIRE(found.size() == 2);
  CHECK(found[0].what ==
        "task \"prepare/a\" is planned at J-3 18:00, outside its window \"night\" (J-3 20:00 to "
        "J-2 02:00): it waits until that opens");
  CHECK(found[1].what.find("it has missed that before it could start") != std::string::npos);
  draft.plan.windows[0].to = Moment{-3, false, 1200};
  CHECK(draft.codes().front() == "order-reversed");
}

TEST_CASE("a time of the night in which the clocks change is told with both readings") {
  Draft draft;
  draft.task("a", Moment{-1, false, 150});
  const auto zone = paris();
  const auto spring = draft.findings({.j = date("2026-03-30"), .zone = &zone});
  REQUIRE(spring.size() == 1);
  CHECK(spring[0].what.find("does not exist") != std::string::npos);
  CHECK(spring[0].what.find("01:30 CET") != std::string::npos);
  CHECK(spring[0].what.find("03:30 CEST") != std::string::npos);
  const auto autumn = draft.findings({.j = date("2026-10-26"), .zone = &zone});
  REQUIRE(autumn.size() == 1);
  CHECK(autumn[0].what.find("exists twice") != std::string::npos);
  CHECK(draft.findings({.j = date("2026-11-20"), .zone = &zone}).empty());
}

TEST_CASE("what has no timeline has a finding that says so") {
  const auto zone = paris();
  std::minstd_rand chance(20261120);
  const auto below = [&](int count) {
    return static_cast<int>(chance() % static_cast<unsigned>(count));
  };
  const auto moment = [&](bool with_clock) {
    Moment made{below(9) - 6, below(3) == 0, {}};
    if (with_clock && below(2) == 0) made.minute = below(24) * 60 + 30;
    return made;
  };
  int unresolved = 0;
  for (int round = 0; round < 2000; ++round) {
    Draft draft;
    Item& phase = draft.plan.items[0];
    phase.from = moment(true);
    phase.to = below(4) == 0 ? std::nullopt : std::optional(moment(true));
    draft.plan.holidays = below(2) == 0 ? "FR" : "";
    for (int index = 0; index < 3; ++index) {
      Item& item = draft.task("t" + std::to_string(index));
      if (below(2) == 0) item.on = moment(false);
      if (below(2) == 0) item.at = below(24) * 60 + 30;
      if (below(4) == 0) item.at_moment = Moment{below(9) - 6, false, 150};
      if (below(3) == 0) item.to = moment(true);
    }
    const LintScope scope{.j = date("2026-03-30"), .zone = &zone};
    const auto found = draft.codes(scope);
    if (resolve_timeline(draft.plan, *scope.j, zone)) continue;
    ++unresolved;
    const Codes telling{"day-missing", "order-reversed", "dst-time"};
    CHECK_MESSAGE(std::find_first_of(found.begin(), found.end(), telling.begin(), telling.end()) !=
                      found.end(),
                  to_line(resolve_timeline(draft.plan, *scope.j, zone).error()));
  }
  CHECK(unresolved > 200);
  CHECK(unresolved < 1900);
}

TEST_CASE("of one kind only so many are told, and that there are more") {
  Draft draft;
  draft.task("owned");
  for (std::size_t index = 0; index < limits::findings_per_code + 20; ++index)
    draft.task("t" + std::to_string(index)).owner = "";
  const auto all = draft.findings();
  const auto count = std::count_if(
      all.begin(), all.end(), [](const Finding& each) { return each.code == "owner-missing"; });
  CHECK(count == static_cast<std::ptrdiff_t>(limits::findings_per_code));
  CHECK(std::any_of(all.begin(), all.end(), [](const Finding& each) {
    return each.way_out.find("there are more") != std::string::npos;
  }));
}

TEST_CASE("what is accepted crowds out nothing that is not") {
  Draft draft;
  for (std::size_t index = 0; index < limits::findings_per_code; ++index)
    draft.task("t" + std::to_string(index)).owner = "";
  draft.task("last").owner = "";
  draft.task("owned");
  for (std::size_t index = 0; index < limits::findings_per_code; ++index)
    draft.plan.accepted.push_back({"owner-missing", "t" + std::to_string(index), "theirs", ""});
  const auto all = draft.findings();
  CHECK(std::count_if(all.begin(), all.end(),
                      [](const Finding& each) { return !is_accepted(each); }) == 1);
  CHECK(all.back().item == "prepare/last");
}

TEST_CASE("an acceptance that names no item is told with the one that was meant") {
  Draft draft;
  draft.task("call").owner = "";
  draft.task("owned");
  draft.plan.accepted = {{"owner-missing", "prepare/cal", "so it is", "runbook.lua:9"}};
  const auto all = draft.findings();
  REQUIRE(all.size() == 2);
  CHECK(all[1].way_out.find("did you mean \"prepare/call\"?") != std::string::npos);
}

TEST_CASE("secrets are found in the forms in which they are written, references are not") {
  const auto found = [](const std::string& line) {
    Draft draft;
    draft.task("a");
    draft.plan.secrets = {{"payment_key_prod", "env:KEY"}};
    const std::map<std::string, std::string> files{{"lib/x.lua", "\n" + line + "\n"}};
    const auto all = draft.findings({.files = &files});
    if (all.empty()) return false;
    CHECK(all[0].code == "secret-in-text");
    CHECK(all[0].place == "lib/x.lua:2");
    CHECK(all[0].item == "lib/x.lua");
    CHECK(all[0].what.find("hunter") == std::string::npos);
    return true;
  };
  for (const char* secret :
       {R"(env = { DB_PASSWORD = "hunter-2-hunter" })", R"(headers["Api-Token"] = 'hunter22')",
        R"(ctx:exec { "mysql", "--password=hunter22" })",
        R"(url = "https://x/?token=hunter22&a=1")", R"(url = "postgres://app:hunter2@db/x")",
        R"(local key = "AKIAIOSFODNN7EXAMPLE")",
        R"(slack = "https://hooks.slack.com/services/T0000/B0000/XXXXXXXX")",
        R"(-----BEGIN RSA PRIVATE KEY-----)", R"(authorization = "Bearer abcdefghij0123456789")"})
    CHECK_MESSAGE(found(secret), secret);
  for (const char* reference :
       {R"(env = { PASSWORD = ctx:secret "db_password" })", R"(password = "payment_key_prod")",
        R"(capture = { token = "$.access_token" })", R"(url = "https://app:${password}@db/x")",
        R"(secret "db_password" { from = "env:DB_PASSWORD" })", R"(password = given.password)",
        R"(token:prefix "Bearer ")", R"(url = "http://127.0.0.1:8080/x@y")",
        R"(title = "Renseigner les secrets et URLs")", R"(password = "string")"})
    CHECK_MESSAGE(!found(reference), reference);
}

TEST_CASE("a mail channel is held against what the sender takes") {
  Draft draft;
  draft.task("a");
  const auto said = [&](const char* to, const char* server) {
    Channel mail{"leads", "mail", to};
    mail.server = server;
    mail.sender = "golive@shop.example";
    draft.plan.channels = {mail};
    std::string all;
    for (const Finding& each : draft.findings())
      if (each.code == "channel-unusable") all += each.what + "\n";
    return all;
  };
  CHECK(said("lea@shop.example, ann@shop.example", "smtp://mail.shop.example:587").empty());
  CHECK(said("${people}", "${host}").empty());
  CHECK(said("lea@shop.example, Ann <ann@shop.example>", "smtps://mail.shop.example")
            .find("\"Ann <ann@shop.example>\"") != std::string::npos);
  CHECK(said("lea@shop.example", "mail.shop.example:587").find("neither smtp://") !=
        std::string::npos);
}

}  // namespace golive
