#include "api/simulation/simulated_run.h"

#include <algorithm>

#include "base/limits.h"
#include "core/codec.h"
#include "loop/engine.h"
#include "sim/drawn_bodies.h"
#include "sim/scripted_world.h"
#include "sim/simulated_people.h"
#include "sim/virtual_clock.h"
#include "store/memory_store.h"
#include "view/waiting.h"

namespace golive {
namespace {

const Actor simulation_starter{"simulation", "simulation", {}, true};

std::string what_it_waits_for(const Run& run) {
  const auto waiting = waiting_for(run);
  if (waiting.empty()) return "nothing follows any more";
  std::string roles;
  for (const std::string& role : waiting.front().roles) roles += (roles.empty() ? "" : ", ") + role;
  return run.plan->items[waiting.front().item].path + " waits for " +
         (roles.empty() ? "the starter" : roles) + ", who does not come back";
}

class Play {
 public:
  Play(const Simulation& simulation, std::uint64_t seed)
      : simulation_(simulation),
        clock_(beginning_of(*simulation.timeline)),
        engine_(store_, clock_),
        world_(engine_),
        drawing_(seed, *simulation.plan, simulation.circumstances, simulation.measured),
        bodies_(engine_, drawing_),
        people_(drawing_, simulation.circumstances) {
    engine_.use(bodies_, world_);
  }

  Result<SimulatedRun> go() {
    NewRun wanted{simulation_.plan, simulation_.timeline, "/", simulation_.environment,
                  Mode::simulation};
    wanted.seed = 0;
    wanted.measured = simulation_.measured;
    auto id = engine_.create(wanted, simulation_starter);
    if (!id) return tl::unexpected(id.error());
    id_ = *id;
    settle();
    SimulatedRun result;
    for (std::size_t turns = 0; !is_final(run()) && result.stuck.empty(); ++turns) {
      if (turns >= limits::simulated_turns)
        return fail(ErrorKind::too_large, "the simulated run does not come to an end",
                    waiting_place(), "the plan goes in a circle there");
      if (auto moved = move_on(); !moved) result.stuck = moved.error().what;
    }
    if (auto read = read_events(result); !read) return tl::unexpected(read.error());
    return result;
  }

 private:
  const Run& run() { return *engine_.find(id_); }
  void settle() {
    while (engine_.pending()) engine_.turn();
  }
  std::string waiting_place() {
    const auto waiting = waiting_for(run());
    return waiting.empty() ? std::string() : run().plan->items[waiting.front().item].path;
  }

  // To what comes first: a deed of somebody, or a time.
  Result<void> move_on() {
    const auto deed = people_.next(run(), clock_.now());
    const auto deadline = engine_.next_deadline();
    if (!deed && !deadline) return fail(ErrorKind::conflict, what_it_waits_for(run()));
    if (!deed || (deadline && *deadline < deed->at)) {
      clock_.move_to(*deadline);
      engine_.turn();
      settle();
      return {};
    }
    clock_.move_to(deed->at);
    std::optional<Error> refusal;
    engine_.submit(id_, deed->actor, deed->body, [&](const Result<Answer>& answer) {
      if (!answer) refusal = answer.error();
    });
    settle();
    people_.done(*deed);
    if (refusal) return tl::unexpected(*refusal);
    return {};
  }

  // The first record holds the whole plan, which is known.
  Result<void> read_events(SimulatedRun& result) {
    const auto records = store_.read(id_, 0, limits::simulated_turns * 10);
    if (!records) return tl::unexpected(records.error());
    for (const Record& record : *records) {
      if (record.seq == 1) {
        result.events.push_back({1, record.at, record.actor, record.from,
                                 event::RunCreated{id_,
                                                   simulation_.plan,
                                                   simulation_.timeline,
                                                   "/",
                                                   simulation_.environment,
                                                   {},
                                                   Mode::simulation,
                                                   0}});
        continue;
      }
      auto event = event_from_record(record);
      if (!event) return tl::unexpected(event.error());
      result.events.push_back(std::move(*event));
    }
    return {};
  }

  const Simulation& simulation_;
  MemoryStore store_;
  VirtualClock clock_;
  Engine engine_;
  ScriptedWorld world_;
  Drawing drawing_;
  DrawnBodies bodies_;
  SimulatedPeople people_;
  RunId id_;
};

}  // namespace

Instant beginning_of(const Timeline& timeline) {
  Instant first = day_start(timeline.zone, timeline.j);
  for (const Planned& item : timeline.items)
    if (item.start) first = std::min(first, *item.start);
  return first;
}

std::string default_environment(const Plan& plan) {
  for (const Environment& each : plan.environments)
    if (each.live) return each.id;
  return plan.environments.empty() ? "" : plan.environments.front().id;
}

Result<Simulation> prepare_simulation(const Plan& plan, Timeline timeline, const Scenario& scenario,
                                      std::string environment) {
  auto circumstances = resolve_scenario(scenario, plan, timeline);
  if (!circumstances) return tl::unexpected(circumstances.error());
  auto& freezes = timeline.freezes;
  freezes.insert(freezes.end(), circumstances->freezes.begin(), circumstances->freezes.end());
  std::stable_sort(
      freezes.begin(), freezes.end(),
      [](const FrozenSpan& one, const FrozenSpan& other) { return one.from < other.from; });
  if (plan.environments.empty())
    return fail(ErrorKind::invalid, "the plan has no environment", "environment",
                "add one to the plan: a run is always in one");
  if (environment.empty()) environment = default_environment(plan);
  return Simulation{std::make_shared<const Plan>(plan),
                    std::make_shared<const Timeline>(std::move(timeline)),
                    std::move(environment),
                    std::move(*circumstances),
                    {}};
}

Result<SimulatedRun> simulate(const Simulation& simulation, std::uint64_t seed) {
  return Play(simulation, seed).go();
}

}  // namespace golive
