#include "simulation/trial.h"

#include <fmt/format.h>

#include "lua/body_host.h"
#include "lua/loader.h"
#include "rim/zone.h"
#include "simulation/runbook.h"

namespace golive::simulation {
namespace {

using namespace std::chrono_literals;

constexpr int most_turns = 1'000;          // in a row, with nothing from outside
constexpr std::size_t most_steps = 1'000;  // until the end, once everybody is willing

}  // namespace

Trial::Trial(std::uint64_t seed, const Trouble& trouble)
    : trouble_(trouble),
      chance_(seed, 1),
      crash_chance_(seed, 2),
      writer_chance_(seed, 3),
      clock_(parse_instant("2027-01-12T08:00:00.000Z").value()),
      world_(Chance(seed, 4), laws_, trace_),
      people_(Chance(seed, 5)) {}

Trial::~Trial() = default;

Outcome Trial::run() {
  Outcome outcome;
  RunbookWriter writer(writer_chance_);
  open();
  for (int times = 0; times < 5 && !outcome.loaded; ++times) {
    runbook_ = writer.write();
    outcome.loaded = create();
  }
  if (outcome.loaded) {
    for (std::size_t step_now = 0; step_now < trouble_.steps && !over(); ++step_now) step();
    finish();
    if (trace_.broken.empty()) {
      laws_.verify_log(clock_.now());
      world_.check_rest();
    }
    outcome.end = laws_.folded().final_state;
  }
  outcome.runbook = runbook_;
  outcome.lines = trace_.lines;
  outcome.broken = trace_.broken;
  outcome.engines = epoch_;
  outcome.events = laws_.folded().seq;
  return outcome;
}

bool Trial::create() {
  RunbookText text;
  text.files["runbook.lua"] = runbook_;
  auto loaded = LuaLoader().load(text);
  if (!loaded) {
    const bool cycle = loaded.error().what.find("wait") != std::string::npos ||
                       loaded.error().what.find("hooked") != std::string::npos ||
                       loaded.error().what.find("out of a contingency") != std::string::npos;
    trace_.hold(cycle, "the runbook is good: " + to_line(loaded.error()));
    return false;
  }
  if (!disk_.put_text(loaded->archive)) return false;
  const Date j = parse_date("2027-01-15").value();
  auto zone = zone_rules(loaded->plan.timezone, j);
  auto timeline = resolve_timeline(loaded->plan, j, *zone);
  // In real time, a GO of a minute would lapse and be asked for again until the next day.
  const bool live = chance_.percent(30) && runbook_.find("valid_for = \"1m\"") == std::string::npos;
  const auto id = engine_->create(
      {std::make_shared<const Plan>(loaded->plan), std::make_shared<const Timeline>(*timeline), "/",
       live ? "prod" : "uat", live ? Mode::live : Mode::rehearsal},
      starter);
  trace_.hold(id.has_value(), "the run is created");
  if (!id) return false;
  run_ = *id;
  trace_.tell(fmt::format("create {} {}", live ? "prod" : "uat", live ? "live" : "rehearsal"));
  laws_.follow(run_);
  work_off();
  return true;
}

bool Trial::over() const { return !trace_.broken.empty() || is_final(laws_.folded()); }

void Trial::open() {
  store_.forget();
  engine_ = std::make_unique<Engine>(store_, clock_);
  auto lua = std::make_unique<LuaBodyHost>(
      *engine_, [this](const std::string& hash) { return disk_.text(hash); });
  bodies_ = std::make_unique<AstrayBodies>(std::move(lua), *engine_, crash_chance_, trace_);
  world_.serve(*engine_);
  engine_->use(*bodies_, world_);
  const auto opened = engine_->open(++epoch_);
  trace_.hold(opened.has_value(), "a new engine opens the log");
  world_.end_unclaimed();
  fresh_ = true;
}

void Trial::restart() {
  world_.engine_ended();
  bodies_.reset();
  engine_.reset();
  for (const int times : replies_) trace_.hold(times <= 1, "no reply comes twice");
  replies_.clear();
  laws_.read_on();
  if (crash_chance_.percent(30)) clock_.move_to(clock_.now() + 1min * crash_chance_.below(20));
  trace_.tell(fmt::format("restart: engine {} at {}", epoch_ + 1, to_text(clock_.now())));
  open();
}

void Trial::submit(Deed deed) {
  if (engine_->pending()) deed.must_be_taken = false;  // something else may come first
  trace_.tell(text_of(deed));
  const auto which = replies_.size();
  replies_.push_back(0);
  const Instant asked_at = clock_.now();
  engine_->submit(
      run_, deed.actor, deed.body, [this, which, asked_at, deed](Result<Answer> answer) {
        ++replies_[which];
        if (!answer) trace_.tell("  refused: " + to_line(answer.error()));
        if (engine_->storage_error()) return;
        laws_.read_on();
        trace_.hold(!answer || answer->seq <= laws_.folded().seq, "what is answered is on disk");
        // A deadline that came meanwhile was first.
        const bool must_be_taken = deed.must_be_taken && clock_.now() == asked_at;
        trace_.hold(answer || !must_be_taken,
                    "what the run itself asks for is taken: " + text_of(deed));
      });
}

void Trial::work_off() {
  for (int turns = 0; turns == 0 || engine_->pending(); ++turns) {
    trace_.hold(turns < most_turns, "the engine comes to rest");
    if (!trace_.broken.empty()) return;
    fresh_ = false;
    engine_->turn();
    laws_.read_on();
    if (engine_->storage_error() || world_.cut_off()) {
      restart();
      continue;
    }
    laws_.compare(run_now(), clock_.now(), chance_.percent(15));
  }
  for (const int times : replies_) trace_.hold(times == 1, "every reply comes once");
}

void Trial::pass(Duration duration) {
  clock_.move_to(clock_.now() + duration);
  trace_.tell("clock: " + to_text(clock_.now()));
  work_off();
}

void Trial::pass_to_deadline() {
  if (const auto next = engine_->next_deadline()) clock_.move_to(*next);
  trace_.tell("clock: " + to_text(clock_.now()) + ", to the next deadline");
  work_off();
}

void Trial::step() {
  const auto kind = chance_.below(100);
  if (kind < 38) {
    if (!world_.answer()) pass_to_deadline();
  } else if (kind < 68) {
    if (const auto deed = people_.answer(run_now(), false)) submit(*deed);
  } else if (kind < 78) {
    if (const auto deed = people_.anything(run_now()); trouble_.nonsense) submit(deed);
  } else if (kind < 86) {
    pass(Duration(1s) * (1 + chance_.below(40)));
  } else {
    disturb();
  }
  if (chance_.percent(75)) work_off();  // else more comes in the same turn
}

void Trial::disturb() {
  const auto kind = crash_chance_.below(10);
  if (kind < 2) {
    if (trouble_.losses) world_.lose();
  } else if (kind < 4) {
    if (trouble_.late) late();
  } else if (kind < 5) {
    if (trouble_.divergence) diverge();
  } else if (!trouble_.crashes) {
    return;
  } else if (kind < 7) {
    const CrashingStore::Crash crash{crash_chance_.below(3), crash_chance_.percent(50)};
    trace_.tell(fmt::format("crash: at append {} from now, {}", crash.appends_before + 1,
                            crash.written ? "once it is written" : "before it is written"));
    store_.plan(crash);
  } else if (kind < 8) {
    const auto performances = 1 + crash_chance_.below(2);
    trace_.tell(fmt::format("crash: after {} performances", performances));
    world_.cut_off_after(performances);
  } else {
    restart();
    if (crash_chance_.percent(50)) work_off();
  }
}

// What has had its outcome, or whose attempt is over, reports once more.
void Trial::late() {
  if (engine_->pending()) work_off();
  if (over() || fresh_) return;
  const auto place = world_.any_past();
  if (!place) return;
  trace_.tell("late: " + laws_.name_of(*place));
  const auto seq = run_now().seq;
  const auto refused = laws_.refused();
  const bool attempt_is_over = !run_now().attempts.contains(place->first);
  const auto kind = crash_chance_.below(attempt_is_over ? 4 : 2);
  if (kind == 0) engine_->post(run_, command::FinishEffect{place->first, place->second, "{}"});
  if (kind == 1) engine_->post(run_, command::LoseEffect{place->first, place->second, "late"});
  if (kind == 2) engine_->post(run_, command::FinishBody{place->first, true, "null"});
  if (kind == 3)
    engine_->post(run_, command::RequestEffect{place->first, "99", EffectKind::exec, "{}", {}});
  const auto epoch = epoch_;
  work_off();
  if (epoch == epoch_ && trace_.broken.empty())
    trace_.hold(run_now().seq == seq + (laws_.refused() - refused),
                "what is late changes nothing, but that it came may be recorded");
}

// After a restart some bodies do not go the way they went.
void Trial::diverge() {
  if (!trouble_.crashes) return;
  restart();
  bodies_->go_astray(40);
  work_off();
  bodies_->go_astray(0);
}

void Trial::finish() {
  if (over()) return;
  trace_.tell("from now on, everybody is willing");
  store_.forget();
  world_.be_kind();
  for (std::size_t steps = 0; !over(); ++steps) {
    trace_.hold(steps < most_steps, "the run comes to an end once everybody is willing");
    willing_step();
  }
  if (trace_.broken.empty()) work_off();
}

void Trial::willing_step() {
  work_off();
  if (over()) return;
  deadlock();
  const auto kind = chance_.below(3);
  if (kind == 0 && world_.answer()) return;
  if (kind == 1 && engine_->next_deadline()) return pass_to_deadline();
  if (const auto deed = people_.answer(run_now(), true)) return submit(*deed);
  if (!world_.answer()) pass_to_deadline();
}

void Trial::deadlock() {
  const Run& run = run_now();
  trace_.hold(run.paused || !waiting_for(run).empty() || !holds_of(run).empty() ||
                  !world_.is_idle() || engine_->next_deadline().has_value(),
              "a run that is not over waits for somebody, something, or a time");
}

}  // namespace golive::simulation
