#include "sample_events.h"

#include <utility>

namespace golive::test {

namespace {

using namespace std::chrono_literals;

const Instant noon = *parse_instant("2027-01-15T12:00:00.000Z");
const AttemptId second_undo{1, Slot::undo, 2};

void fill(event::RunCreated& e) {
  e = {"eventtickets-uat-2027-01-15-1",
       std::make_shared<Plan>(sample_plan()),
       std::make_shared<Timeline>(sample_timeline()),
       "/srv/runbooks/eventtickets",
       "uat",
       {{"base_url", "http://127.0.0.1:8800"}},
       Mode::simulation,
       18446744073709551615u};
}
void fill(event::RunStarted&) {}
void fill(event::RunPaused& e) { e = {"lunch"}; }
void fill(event::RunResumed& e) { e = {"back"}; }
void fill(event::JMoved& e) {
  e = {std::chrono::year(2027) / 1 / 15, std::make_shared<const Timeline>(sample_timeline()),
       "pluie"};
}
void fill(event::FreezeLifted& e) { e = {"match", "the final is over"}; }
void fill(event::ReturnPassed& e) { e = {3, "past the point of no return"}; }
void fill(event::StartMissed& e) { e = {3, "its time, 2027-01-15 09:00, passed"}; }
void fill(event::ClockJumped& e) { e = {36h + 250ms}; }
void fill(event::UndosMeasured& e) { e = {2, {{1, 90s}, {3, 1500ms}}}; }
void fill(event::RunCompleted&) {}
void fill(event::RunRolledBack&) {}
void fill(event::RunAborted& e) { e = {"the venue burns", true}; }
void fill(event::EngineTookOver& e) { e = {7}; }
void fill(event::ItemOpened& e) { e = {1}; }
void fill(event::TaskStarted& e) { e = {1}; }
void fill(event::TaskEnded& e) { e = {1, TaskResult::not_applicable, "déjà fait"}; }
void fill(event::ItemSkipped& e) { e = {1, "no old system", true}; }
void fill(event::ItemMarkedDone& e) { e = {1, "done by hand"}; }
void fill(event::ItemRetried& e) { e = {1, "disk was full", {1, 2}}; }
void fill(event::DecisionMade& e) {
  e = {1,      "dba", Verdict::reservations, "indices are slow", {{"rebuild", "dba", "J+1"}},
       "aa11", "ann"};
}
void fill(event::DecisionLapsed& e) { e = {1, "lea", "dba", "go-live/smoke is failed"}; }
void fill(event::GateApproved& e) { e = {1}; }
void fill(event::GateRefused& e) { e = {1, "no decision"}; }
void fill(event::GateHeld& e) { e = {1, "nobody answered within 15m"}; }
void fill(event::GateLapsed& e) { e = {1, "older than 30m"}; }
void fill(event::GateEscalated& e) { e = {1, "lead", "no decision 5m after it was held"}; }
void fill(event::GlassBroken& e) { e = {1, "dba", "the lead is not to be reached", "ann"}; }
void fill(event::GateWaived& e) { e = {1, "break-glass by lea as dba and bob as lead"}; }
void fill(event::ReservationClosed& e) { e = {1, "dba", "rebuilt"}; }
void fill(event::EvidenceAdded& e) {
  e = {1,
       "dba",
       "PV de recette",
       {"pv.xml", "application/xml", "aa11", 1200, 12, 1, 2, {"suite.books a seat"}}};
}
void fill(event::AmendmentProposed& e) {
  e = {1,
       std::make_shared<Plan>(sample_plan()),
       {{"go-live/migrate", Change::changed, ItemStage::begun, {"functions"}}},
       {"windows"},
       true,
       "a second index"};
}
void fill(event::AmendmentDecided& e) {
  e = {1, "dba", Verdict::go, "it is what we need", "aa11", "ann"};
}
void fill(event::AmendmentWithdrawn& e) { e = {1, "not needed"}; }
void fill(event::AmendmentExpired& e) { e = {1, "go-live/migrate is done by now"}; }
void fill(event::AmendmentApplied& e) {
  e = {1, std::make_shared<const Timeline>(sample_timeline())};
}
void fill(event::RoleBound& e) { e = {"dba", {"lea", "bob"}, "they are on duty"}; }
void fill(event::RoleDelegated& e) {
  e = {"dba",     "lea", "bob", std::chrono::year(2027) / 1 / 15, std::chrono::year(2027) / 1 / 17,
       "on leave"};
}
void fill(event::AttemptStarted& e) { e = {second_undo}; }
void fill(event::EffectRequested& e) {
  e = {second_undo, "2/1.4", EffectKind::http, R"({"method":"POST","url":"/pay"})"};
}
void fill(event::EffectFinished& e) { e = {second_undo, "2/1.4", R"({"status":201})"}; }
void fill(event::OutcomeRefused& e) {
  e = {second_undo, "2/1.4", R"({"status":201})", "its attempt was over"};
}
void fill(event::AttemptSucceeded& e) { e = {second_undo, R"({"rows":3})"}; }
void fill(event::AttemptFailed& e) { e = {second_undo, "runbook.lua:12: exit code 3"}; }
void fill(event::RetryScheduled& e) { e = {1, noon + 10s}; }
void fill(event::DoubtArose& e) {
  e = {second_undo, "2/1.4", "the engine was down", R"({"argv":["a"]})", R"({"argv":["b"]})"};
}
void fill(event::DoubtAnswered& e) {
  e = {second_undo, "2/1.4", DoubtAnswer::not_done, R"({"code":0})", "looked at the table"};
}
void fill(event::ContingencyOffered& e) { e = {1, "go-live/migrate failed"}; }
void fill(event::ContingencyActivated& e) { e = {1, "dba", "restore is quicker"}; }
void fill(event::ContingencyDeclined& e) { e = {1, "dba", "a retry will do"}; }
void fill(event::ContingencyOverdue& e) { e = {1}; }
void fill(event::ContingencyEnded& e) { e = {1}; }
void fill(event::RollbackStarted& e) { e = {1, {1, 0}, "migration failed"}; }
void fill(event::UndoPassedOver& e) { e = {1, true, "has no effects"}; }
void fill(event::RollbackEnded&) {}
void fill(event::ItemLate& e) { e = {1, "was to begin at 2027-01-15 08:15"}; }
void fill(event::DayNoted& e) { e = {"project"}; }
void fill(event::WatchChanged& e) {
  e = {second_undo, "1", WatchVerdict::degraded, "db is degraded"};
}
void fill(event::WatchEnded& e) { e = {second_undo, "1", R"({"inconclusive":true,"ok":false})"}; }
void fill(event::WatchAnswered& e) {
  e = {second_undo, "1", WatchAnswer::failed, "the dashboard is red"};
}
void fill(event::HeadSigned& e) {
  e = {HeadOccasion::day, 12, std::string(64, 'a'), std::string(64, 'b'), std::string(128, 'c')};
}
void fill(event::CommandRefused& e) { e = {"decide", "go-live/go", "needs the role dba"}; }

template <std::size_t... I>
std::vector<Event> all(std::index_sequence<I...>) {
  std::vector<Event> events;
  const auto add = [&](auto body) {
    fill(body);
    const auto seq = events.size() + 1;
    events.push_back({seq, noon + seq * 1s, "amélie", "rest", std::move(body)});
  };
  (add(std::variant_alternative_t<I, EventBody>{}), ...);
  return events;
}

Item filled_item() {
  Item item;
  item.id = "migrate";
  item.path = "go-live/migrate";
  item.place = "runbook.lua:42";
  item.kind = ItemKind::gate;
  item.parent = 0;
  item.title = "Migrations";
  item.description = "Exécution des migrations";
  item.owner = "dba";
  item.on = Moment{-5, true, {}};
  item.from = Moment{-3, false, 18 * 60};
  item.to = Moment{1, false, {}};
  item.at = 9 * 60;
  item.at_moment = Moment{0, false, 0};
  item.estimate = 20min;
  item.undo_estimate = 8min;
  item.timeout = 90s;
  item.retry = {3, 5s};
  item.on_failure = OnFailure::activate;
  item.activates = "migration-failed";
  item.interruption = Interruption::probe;
  item.missed = Missed::run_late;
  item.window = "night";
  item.does = "migration";
  item.after_written = {"snapshot"};
  item.has_run = item.has_undo = item.has_when = item.has_probe = true;
  item.effects = false;
  item.irreversible = item.overlaps = item.automatic = true;
  item.decided_by = {Rule::Kind::all_of,
                     {},
                     1,
                     {{Rule::Kind::role, "dba", 1, {}}, {Rule::Kind::at_least, "lead", 2, {}}}};
  item.within = 15min;
  item.valid_for = 30min;
  item.escalation = {{5min, "dba"}};
  item.rehearsed_phase = "go-live";
  item.rehearsed_within = 7 * 24h;
  item.hook_before = "opening";
  item.hook_after = "migration";
  item.during = 7min;
  item.rehearse_for = 1min;
  item.blind_for = 8s;
  item.risk = "Échec migration SQL";
  item.trigger = Trigger{Trigger::Kind::any_of, {}, {{Trigger::Kind::failed, "go-live", {}}}};
  item.rollback_to = "go-live";
  item.rollback_after = "migration-failed/tell";
  item.afterwards = Afterwards::retry;
  item.edges = {0};
  item.code = "aa11";
  item.text_index = 0;
  item.removed = true;
  return item;
}

}  // namespace

Plan sample_plan() {
  Item phase;
  phase.id = phase.path = "go-live";
  phase.kind = ItemKind::phase;
  phase.place = "runbook.lua:30";
  phase.children = {1};
  Plan plan;
  plan.id = "eventtickets";
  plan.title = "EventTickets";
  plan.language = "fr";
  plan.timezone = "Europe/Paris";
  plan.holidays = "FR";
  plan.hash = "c0ffee";
  plan.place = "runbook.lua:1";
  plan.approved_by = {"dba"};
  plan.starter_may_decide = true;
  plan.document = {{"purpose", {"Formaliser le déploiement"}, "runbook.lua:3"}};
  plan.roles = {{"dba", "DBA", "migre", "runbook.lua:4"},
                {"lead", "Lead", "décide", "runbook.lua:5"}};
  plan.contacts = {{"on-call", "Astreinte", "+33 1", "a@b.example", "dba"}};
  plan.channels = {{"project",
                    "mail",
                    "a@b.example",
                    "smtp://mail.example:587",
                    "golive",
                    "secret:mail_password",
                    "golive@b.example",
                    "secret:key",
                    {NoticeKind::gates, NoticeKind::daily},
                    18 * 60,
                    "runbook.lua:5"}};
  plan.environments = {{"uat", true, {{"base_url", "http://127.0.0.1:8800"}}}};
  plan.secrets = {{"db_password", "env:DB_PASSWORD"}};
  plan.objectives = {{"rto", "4h", "1h", "runbook.lua:6"}};
  plan.freezes = {
      {"match", Moment{-2, false, 1080}, Moment{-2, false, 1439}, "Finale", "runbook.lua:7"}};
  plan.holiday_files = {"company.txt"};
  plan.holiday_dates = {*parse_date("2027-05-07"), *parse_date("2027-12-24")};
  plan.windows = {
      {"night", Moment{0, false, 1200}, Moment{1, false, 120}, "Nuit", "calme", "runbook.lua:8"}};
  plan.accepted = {{"estimate-missing", "go-live/migrate", "unknown yet", "runbook.lua:8"}};
  plan.items = {phase, filled_item()};
  plan.phases = {0};
  plan.contingencies = {1};
  plan.order = {0, 1};
  return plan;
}

Timeline sample_timeline() {
  Timeline timeline;
  timeline.j = *parse_date("2027-01-15");
  timeline.zone = {"Europe/Paris", {{noon - 24h * 300, 60, "CET"}, {noon + 24h * 71, 120, "CEST"}}};
  timeline.items = {{noon, noon + 1h}, {{}, noon + 2h}};
  timeline.freezes = {{noon - 48h, noon - 42h, "Finale", "match"}};
  timeline.windows = {{noon + 8h, noon + 14h, "night"}};
  return timeline;
}

std::vector<Event> sample_events() {
  return all(std::make_index_sequence<std::variant_size_v<EventBody>>());
}

}  // namespace golive::test
