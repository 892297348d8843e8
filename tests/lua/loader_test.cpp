#include "lua/loader.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "loading.h"

using namespace golive;
using namespace golive::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* tickets = R"lua(
local http  = require "golive.http"
local mysql = require "golive.mysql"
local smoke_tests = require "lib.smoke"

return plan "eventtickets" {
  title = "EventTickets: mise en production", language = "fr",
  timezone = "Europe/Paris", holidays = "FR",
  approved_by = { "project_lead", "dba" },

  document { purpose = [[
      Ouvrir la vente.
        Sans coupure.
    ]], scope = "Tout", prerequisites = { "JDK 17", "Accès" } },

  role "project_lead" { title = "Chef de projet", duties = "arbitre" },
  role "dba"          { title = "DBA" },
  contact "on-call"   { title = "Astreinte", phone = "+33 1" },
  channel "project"   { slack = "secret:slack_url" },
  environment "uat"   { base_url = "http://127.0.0.1:8800", port = 8800 },
  environment "prod"  { title = "Production", live = true, base_url = "https://tickets.example" },
  secret "db_password" { from = "env:DB_PASSWORD" },
  secret "slack_url" { from = "file:slack" },
  objective "rto" { max = "4h" }, objective "availability" { min = 99.9 },
  accept "L012" { item = "go-live/open-10", reason = "connu" },

  phase "preparation" { title = "Préparation", from = "J-21", to = "J-15",
    checklist "prerequisites" { task "jdk" { title = "JDK 17 installé", owner = "dba" } },
    task "freeze-features" { owner = "project_lead", on = "J-18" },
    gate "plan" { decided_by = { "project_lead", any_of { "dba", at_least(2, "project_lead") } } },
  },

  phase "go-live" { title = "Jour J", on = "J",
    gate "go" { at = "08:00", decided_by = "project_lead",
                requires = rehearsed("go-live", "7d"), within = "15m", valid_for = "30m",
                escalation = { { after = "5m", to = "dba" },
                               { after = "1h", to = "project_lead" } } },
    step "snapshot" { at = "J 08:15", owner = "dba", run = mysql.backup { database = "tickets" } },
    step "migrate" { owner = "dba", does = "migration", estimate = "20m", undo_estimate = "8m",
      retry = { times = 2, every = "5s" }, on_failure = activate "migration-failed",
      run = function(ctx) ctx:exec { "./migrate" } end,
      undo = mysql.restore { of = "go-live/snapshot" },
      probe = function() return "done" end },
    parallel { each({ "catalog", "users" }, function(name)
      return step("health-" .. name) { run = http.healthy { url = "${base_url}/" .. name } }
    end) },
    smoke "booking" { before = "open-10", run = smoke_tests.booking },
    step "open-10" { at = "10:30", does = "opening", irreversible = true, after = "migrate",
      when = function() return true end, run = function() end },
    watch "steady" { during = "30m", rehearse_for = "5s",
      run = http.stays_healthy { url = "${base_url}" } },
  },
  freeze "match-night" { from = "J-2 18:00", to = "J-2 23:59", reason = "Finale" },
  contingency "migration-failed" { risk = "Échec",
    trigger = any_of { failed "migrate", breached "steady" },
    decided_by = { "dba" }, within = "15m", rollback_to = "go-live", rollback_after = "tell",
    afterwards = "retry",
    step "tell" { effects = false, run = function() end } },
}
)lua";

const Item& item(const Plan& plan, std::string_view path) {
  const Item* found = find_item(plan, path);
  REQUIRE_MESSAGE(found, path);
  return *found;
}

Plan tickets_plan() {
  auto loaded = load(tickets, {{"lib/smoke.lua", "return { booking = function(ctx) end }"}});
  REQUIRE_MESSAGE(loaded.has_value(), to_line(loaded.error()));
  return loaded->plan;
}

}  // namespace

TEST_CASE("a runbook's head and parts become the plan's") {
  const Plan plan = tickets_plan();
  CHECK(plan.id == "eventtickets");
  CHECK(plan.language == "fr");
  CHECK(plan.approved_by == std::vector<std::string>{"project_lead", "dba"});
  REQUIRE(plan.document.size() == 3);
  CHECK(plan.document[0].id == "purpose");
  CHECK(plan.document[0].lines == std::vector<std::string>{"Ouvrir la vente.", "  Sans coupure."});
  CHECK(plan.document[2].lines.size() == 2);
  REQUIRE(plan.environments.size() == 2);
  CHECK(
      plan.environments[0].parameters ==
      std::map<std::string, std::string>{{"base_url", "http://127.0.0.1:8800"}, {"port", "8800"}});
  CHECK(plan.environments[1].live);
  CHECK(plan.environments[1].parameters.size() == 1);
  CHECK(plan.channels[0].kind == "slack");
  CHECK(plan.channels[0].target == "secret:slack_url");
  CHECK(plan.objectives[1].min == "99.9");
  CHECK(plan.accepted[0].code == "L012");
  CHECK(plan.freezes[0].from == Moment{-2, false, 18 * 60});
}

TEST_CASE("a watch says how long it bears bad answers, unless a parameter decides that") {
  const auto blind_for = [](const std::string& settings) {
    const auto loaded =
        load(phase_of(" watch \"w\" { during = \"1m\", run = (require "
                      "\"golive.http\").stays_healthy { url = \"u\"" +
                      settings + " } }"));
    REQUIRE_MESSAGE(loaded, to_line(loaded.error()));
    return loaded->plan.items.at(1).blind_for;
  };
  CHECK(blind_for("") == 0s);
  CHECK(blind_for(", tolerate = 3") == 6s);
  CHECK(blind_for(", every = \"500ms\", tolerate = 3") == 1500ms);
  CHECK(blind_for(", every = \"1h\", tolerate = 9007199254740992") == limits::duration_max);
  CHECK_FALSE(blind_for(", every = \"${every}\", tolerate = 3"));
}

TEST_CASE("items keep the order written, their fields and their place") {
  const Plan plan = tickets_plan();
  CHECK(plan.phases.size() == 2);
  CHECK(item(plan, "preparation/prerequisites/jdk").owner == "dba");
  CHECK(item(plan, "preparation/freeze-features").on == Moment{-18});
  const Item& migrate = item(plan, "go-live/migrate");
  CHECK(migrate.place == "runbook.lua:39");
  CHECK(migrate.estimate == 20min);
  CHECK(migrate.retry == Retry{2, 5s});
  CHECK(migrate.on_failure == OnFailure::activate);
  CHECK(migrate.activates == "migration-failed");
  CHECK(migrate.has_undo);
  CHECK(migrate.interruption == Interruption::probe);
  CHECK(item(plan, "go-live/snapshot").at_moment == Moment{0, false, 8 * 60 + 15});
  CHECK(item(plan, "go-live/open-10").at == 630);
  CHECK(item(plan, "go-live/open-10").has_when);
  CHECK(item(plan, "go-live/booking").hook_before == "open-10");
  CHECK(item(plan, "go-live/health-users").place == "runbook.lua:45");
}

TEST_CASE("rules become trees") {
  const Plan plan = tickets_plan();
  const Rule& rule = item(plan, "preparation/plan").decided_by;
  CHECK(rule.kind == Rule::Kind::all_of);
  REQUIRE(rule.parts.size() == 2);
  CHECK(rule.parts[1].kind == Rule::Kind::any_of);
  CHECK(rule.parts[1].parts[1].count == 2);
  CHECK(
      item(plan, "go-live/go").escalation ==
      std::vector<Rung>{{std::chrono::minutes(5), "dba"}, {std::chrono::hours(1), "project_lead"}});
  CHECK(item(plan, "go-live/go").rehearsed_phase == "go-live");
  CHECK(item(plan, "go-live/go").rehearsed_within == 24h * 7);
  const Item& contingency = item(plan, "migration-failed");
  REQUIRE(contingency.trigger);
  CHECK(contingency.trigger->parts[0].item == "go-live/migrate");
  CHECK(contingency.afterwards == Afterwards::retry);
  CHECK(contingency.rollback_to == "go-live");
  CHECK(contingency.rollback_after == "migration-failed/tell");
}

TEST_CASE("a ready-made body declares what it is") {
  const Plan plan = tickets_plan();
  const Item& snapshot = item(plan, "go-live/snapshot");
  CHECK(snapshot.does == "backup");
  CHECK(!snapshot.effects);
  CHECK(snapshot.interruption == Interruption::retry);
  CHECK(item(plan, "go-live/health-catalog").does == "check");
  CHECK(item(plan, "go-live/migrate").effects);
  CHECK(!item(plan, "go-live/booking").effects);
}

TEST_CASE("what an item says counts more than its body's traits") {
  const auto loaded = load(phase_of(
      R"(step "a" { does = "deploy", effects = true,
           run = (require "golive.command").check { "x" } })"));
  REQUIRE(loaded);
  CHECK(loaded->plan.items[1].does == "deploy");
  CHECK(loaded->plan.items[1].effects);
}

TEST_CASE("the archive holds the files used and no others, and loads to the same plan") {
  const auto first = load(tickets, {{"lib/smoke.lua", "return { booking = function() end }"},
                                    {"lib/unused.lua", "this is not Lua"}});
  REQUIRE(first);
  CHECK(first->plan.hash == sha256(first->archive));
  const auto text = from_archive(first->archive);
  REQUIRE(text);
  CHECK(text->files.contains("golive/http.lua"));
  CHECK(text->files.contains("golive/fields.lua"));
  CHECK(!text->files.contains("lib/unused.lua"));
  const auto again = LuaLoader().load(*text);
  REQUIRE(again);
  CHECK(again->archive == first->archive);
}

TEST_CASE("a damaged archive is an error") {
  CHECK(!from_archive("{"));
  CHECK(!from_archive(R"({"main":"a"})"));
  CHECK(!from_archive(R"({"main":"a","files":{"a":1}})"));
}

namespace {
constexpr const char* office_calendar =
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270514\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";
}  // namespace

TEST_CASE("holidays come from golive, from files of the runbook, or from both") {
  const auto plan_with = [](const std::string& holidays) {
    return "return plan \"p\" { holidays = " + holidays +
           ",\n phase \"day\" { on = \"J\", task \"t\" { } } }";
  };
  const std::map<std::string, std::string> files{{"a.txt", "2027-12-24\n2027-05-07\n"},
                                                 {"cal/b.txt", "2027-05-07 # again\n"},
                                                 {"other.txt", "no calendar\xFF"},
                                                 {"office.ics", office_calendar},
                                                 {"bad.ics", "BEGIN:VCALENDAR\n"}};
  const auto loaded = load(plan_with(R"({ "FR", "file:a.txt", "file:cal/b.txt" })"), files);
  REQUIRE(loaded);
  CHECK(loaded->plan.holidays == "FR");
  CHECK(loaded->plan.holiday_files == std::vector<std::string>{"a.txt", "cal/b.txt"});
  REQUIRE(loaded->plan.holiday_dates.size() == 2);
  CHECK(to_text(loaded->plan.holiday_dates[0]) == "2027-05-07");
  // They are the plan's: in its archive, and so in its hash.
  const auto text = from_archive(loaded->archive);
  REQUIRE(text);
  CHECK(text->files.contains("cal/b.txt"));
  CHECK(!text->files.contains("other.txt"));
  CHECK(LuaLoader().load(*text)->plan.hash == loaded->plan.hash);
  auto changed = files;
  changed["a.txt"] += "2027-12-31\n";
  CHECK(load(plan_with(R"("file:a.txt")"), changed)->plan.hash !=
        load(plan_with(R"("file:a.txt")"), files)->plan.hash);
  CHECK(load(plan_with(R"("file:a.txt")"), files)->plan.holidays.empty());

  const auto told = [&](const std::string& holidays, const std::string& part) {
    const auto line = refusal(plan_with(holidays), files);
    CHECK_MESSAGE(line.find(part) != std::string::npos, line);
    CHECK_MESSAGE(line.starts_with("runbook.lua:1: plan \"p\": "), line);
  };
  told(R"("file:c.txt")", "the runbook's folder has no file \"c.txt\"");
  told(R"("file:../c.txt")", "\"../c.txt\" leads out of the runbook's folder");
  told(R"("file:/etc/c.txt")", "leads out of the runbook's folder");
  told(R"("file:company.csv")", "\"company.csv\" is no .txt or .ics file");
  told(R"({ "FR", "DE" })", "two calendars of golive");
  told("7", "holidays must be a text or a list of texts");
  CHECK(refusal(plan_with(R"("file:other.txt")"), files).starts_with("other.txt:1: \"no calendar"));

  const auto office = load(plan_with(R"({ "file:office.ics", "file:a.txt" })"), files);
  REQUIRE(office);
  REQUIRE(office->plan.holiday_dates.size() == 3);
  CHECK(to_text(office->plan.holiday_dates[1]) == "2027-05-14");
  changed["office.ics"] =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20270517\nEND:VEVENT\nEND:VCALENDAR";
  CHECK(load(plan_with(R"("file:office.ics")"), changed)->plan.hash !=
        load(plan_with(R"("file:office.ics")"), files)->plan.hash);
  CHECK(refusal(plan_with(R"("file:bad.ics")"), files).starts_with("bad.ics:1: it is cut off"));
}

TEST_CASE("a window is the plan's, and named by phases and items") {
  const auto with = [](const std::string& window, const std::string& more = {}) {
    return plan_of(
        " window \"night\" { from = \"J 20:00\", to = \"J+1 02:00\", title = \"Night\", "
        "reason = \"calm\" },\n" +
        more + " phase \"day\" { on = \"J\", " + window + " task \"t\" { } }");
  };
  const auto loaded = load(with("window = \"night\","));
  REQUIRE(loaded);
  CHECK(loaded->plan.items[0].window == "night");
  REQUIRE(loaded->plan.windows.size() == 1);
  CHECK(loaded->plan.windows[0] == Window{"night", Moment{0, false, 1200}, Moment{1, false, 120},
                                          "Night", "calm", "runbook.lua:3"});
  CHECK(refusal(with("window = \"nigth\",")) ==
        "runbook.lua:4: phase \"day\": the plan has no window \"nigth\" (did you mean "
        "\"night\"?)");
  CHECK(refusal(with("", " window \"x\" { from = \"J\" },\n")).find("a window has from and to") !=
        std::string::npos);
  CHECK(refusal(with("", " freeze \"night\" { from = \"J\", to = \"J\" },\n"))
            .find("the id is used twice, first at runbook.lua:3") != std::string::npos);
  const std::string rescue = " contingency \"c\" { decided_by = { \"dba\" }, ";
  CHECK(refusal(with("", rescue + "window = \"night\", task \"x\" { } },\n"))
            .find("a contingency starts whenever it is needed") != std::string::npos);
  CHECK(refusal(with("", rescue + "task \"x\" { window = \"night\" } },\n"))
            .find("a contingency is free of windows") != std::string::npos);
}

TEST_CASE("a byte order mark, as editors on Windows write it, is no part of the text") {
  const auto loaded = load("\xEF\xBB\xBF" + phase_of("task \"t\" { owner = \"dba\" },"));
  REQUIRE_MESSAGE(loaded.has_value(), to_line(loaded.error()));
  CHECK(loaded->plan.items.size() == 2);
}
