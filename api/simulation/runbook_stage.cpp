#include "api/simulation/runbook_stage.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "api/simulation/simulated_run.h"
#include "api/simulation/story.h"
#include "base/limits.h"
#include "core/codec.h"
#include "loop/engine.h"
#include "lua/body_host.h"
#include "sim/scripted_world.h"
#include "sim/simulated_people.h"
#include "sim/virtual_clock.h"
#include "store/memory_store.h"
#include "view/decision_view.h"
#include "view/shown_time.h"
#include "view/waiting.h"

namespace golive {
namespace {

const Actor test_starter{"test", "test", {}, true};

nlohmann::json clock_json(const Run& run, const std::optional<Instant>& at) {
  return at ? nlohmann::json(day_and_clock(*run.timeline, *at)) : nlohmann::json();
}

bool has_begun(const Run& run, ItemIndex item) {
  if (run.plan->items[item].kind == ItemKind::contingency)
    return run.items[item].contingency != ContingencyState::dormant;
  const ItemState state = state_of(run, item);
  return state != ItemState::waiting && state != ItemState::closed && state != ItemState::lapsed;
}

// What somebody does at once when asked; none: it takes a decision of the test's own.
std::optional<std::pair<Actor, CommandBody>> obvious_deed(const Run& run) {
  for (const Waiting& waiting : waiting_for(run)) {
    const Item& item = run.plan->items[waiting.item];
    const ItemRun& state = run.items[waiting.item];
    const auto person = [&](const std::string& role, const std::string& name) {
      if (run.plan->roles.empty()) return test_starter;
      return Actor{name, "test", {role}};
    };
    const std::string role = waiting.roles.empty() ? "" : waiting.roles.front();
    if (waiting.kind == WaitingKind::task && state.state == ItemState::ready)
      return std::pair(person(role, role), CommandBody(command::StartTask{item.path}));
    if (waiting.kind == WaitingKind::task)
      return std::pair(person(role, role),
                       CommandBody(command::EndTask{item.path, TaskResult::passed, ""}));
    if (waiting.kind != WaitingKind::gate) continue;
    const auto roles = undecided_roles(item.decided_by, state.decisions);
    if (roles.empty()) continue;
    const std::string& deciding = roles.front();
    const auto made = std::count_if(state.decisions.begin(), state.decisions.end(),
                                    [&](const Decision& each) { return each.role == deciding; });
    const std::string name = made == 0 ? deciding : deciding + " " + std::to_string(made + 1);
    return std::pair(person(deciding, name),
                     CommandBody(command::Decide{item.path, Verdict::go, deciding, "", {}}));
  }
  return std::nullopt;
}

}  // namespace

struct RunbookStage::Parts {
  Parts(const LoadedRunbook& loaded, Timeline resolved, std::string wanted_environment)
      : runbook(loaded),
        timeline(std::make_shared<const Timeline>(std::move(resolved))),
        environment(std::move(wanted_environment)),
        clock(beginning_of(*timeline)),
        end(clock.now() + limits::test_time),
        engine(store, clock),
        world(engine),
        bodies(engine, [this](const std::string& hash) { return store.text(hash); }) {
    if (environment.empty()) environment = default_environment(loaded.plan);
    engine.use(bodies, world);
  }

  // Once, when something is first wanted of the run.
  Result<const Run*> begun() {
    if (!id.empty()) return engine.find(id);
    if (auto kept = store.put_text(runbook.archive); !kept) return tl::unexpected(kept.error());
    NewRun wanted{std::make_shared<const Plan>(runbook.plan), timeline, "/", environment,
                  Mode::simulation};
    wanted.seed = 1;
    auto created = engine.create(wanted, test_starter);
    if (!created) return tl::unexpected(created.error());
    id = *created;
    settle();
    return engine.find(id);
  }
  void settle() {
    while (engine.pending()) engine.turn();
  }
  Result<void> submit(const Actor& actor, CommandBody body) {
    Result<void> result;
    engine.submit(id, actor, std::move(body), [&](const Result<Answer>& answer) {
      if (!answer) result = tl::unexpected(answer.error());
    });
    settle();
    return result;
  }
  Result<void> move_to(Instant instant) {
    if (instant > end)
      return fail(ErrorKind::too_large,
                  "the test does not end: more than " + to_text(limits::test_time) +
                      " have passed in its run",
                  {}, "look at what it waits for");
    clock.move_to(instant);
    engine.turn();
    settle();
    return {};
  }

  const LoadedRunbook& runbook;
  std::shared_ptr<const Timeline> timeline;
  std::string environment;
  MemoryStore store;
  VirtualClock clock;
  Instant end;
  Engine engine;
  ScriptedWorld world;
  LuaBodyHost bodies;
  RunId id;
  std::size_t answers = 0, turns = 0;
  std::vector<std::string> asked;
};

RunbookStage::RunbookStage(const LoadedRunbook& runbook, Timeline timeline, std::string environment)
    : parts_(std::make_unique<Parts>(runbook, std::move(timeline), std::move(environment))) {}
RunbookStage::~RunbookStage() = default;

Result<void> RunbookStage::answer(const ScriptedAnswer& answer) {
  if (++parts_->answers > limits::test_script_lines)
    return fail(ErrorKind::too_large, "the test has more than " +
                                          std::to_string(limits::test_script_lines) +
                                          " scripted answers");
  parts_->world.script_first({answer.contains, answer.outcome, answer.times, true});
  return {};
}

Result<std::string> RunbookStage::play(const std::string& until) {
  const auto begun = parts_->begun();
  if (!begun) return tl::unexpected(begun.error());
  const Run& run = **begun;
  std::optional<ItemIndex> item;
  if (!until.empty()) {
    const auto found = resolve_item(*run.plan, until);
    if (!found) return tl::unexpected(found.error());
    item = *found;
  }
  while (true) {
    if (++parts_->turns > limits::simulated_turns)
      return fail(ErrorKind::too_large, "the test does not end: its run goes in a circle", {},
                  "look at what happens again and again");
    if (is_final(run)) return "over";
    if (item && has_begun(run, *item)) return "begun";
    for (const ItemIndex each : run.plan->contingencies)
      if (run.items[each].contingency == ContingencyState::offered && !run.active_contingency)
        return "offered";
    if (!blocking_holds(run).empty()) return "held";
    if (const auto deed = obvious_deed(run)) {
      if (auto done = parts_->submit(deed->first, deed->second); !done)
        return tl::unexpected(done.error());
      continue;
    }
    const auto deadline = parts_->engine.next_deadline();
    if (!deadline) return "waits";
    if (auto moved = parts_->move_to(*deadline); !moved) return tl::unexpected(moved.error());
  }
}

Result<void> RunbookStage::pass(Duration duration) {
  if (const auto begun = parts_->begun(); !begun) return tl::unexpected(begun.error());
  const Instant end = parts_->clock.now() + duration;
  while (parts_->engine.next_deadline() && *parts_->engine.next_deadline() <= end)
    if (auto moved = parts_->move_to(*parts_->engine.next_deadline()); !moved) return moved;
  return parts_->move_to(end);
}

Result<void> RunbookStage::act(const std::string& role, const std::string& command,
                               const std::string& fields) {
  const auto begun = parts_->begun();
  if (!begun) return tl::unexpected(begun.error());
  auto body = command_from_json(command, nlohmann::json::parse(fields));
  if (!body) return tl::unexpected(body.error());
  return parts_->submit(Actor{role, "test", {role}}, std::move(*body));
}

Result<std::string> RunbookStage::item(const std::string& path) {
  const auto begun = parts_->begun();
  if (!begun) return tl::unexpected(begun.error());
  const Run& run = **begun;
  const auto index = resolve_item(*run.plan, path);
  if (!index) return tl::unexpected(index.error());
  const ItemRun& state = run.items[*index];
  const bool contingency = run.plan->items[*index].kind == ItemKind::contingency;
  return nlohmann::json{
      {"state", contingency ? text_of(state.contingency) : text_of(state_of(run, *index))},
      {"opened", clock_json(run, state.opened_at)},
      {"started", clock_json(run, state.started_at)},
      {"ended", clock_json(run, state.ended_at)},
      {"attempts", state.attempts[static_cast<std::size_t>(Slot::action)]},
      {"undo", state.undo_note},
      {"error", state.error},
      {"result", nlohmann::json::parse(state.result, nullptr, false).is_discarded()
                     ? nlohmann::json()
                     : nlohmann::json::parse(state.result)},
      {"decisions", decisions_json(run, *index)}}
      .dump();
}

Result<std::string> RunbookStage::run() {
  const auto begun = parts_->begun();
  if (!begun) return tl::unexpected(begun.error());
  const Run& run = **begun;
  auto holds = nlohmann::json::array();
  for (const ItemIndex each : blocking_holds(run)) holds.push_back(run.plan->items[each].path);
  return nlohmann::json{{"state", text_of(state_of(run))},
                        {"clock", clock_json(run, run_time(run, parts_->clock.now()))},
                        {"holds", std::move(holds)}}
      .dump();
}

std::vector<std::string> RunbookStage::asked() {
  for (auto& request : parts_->world.take_asked()) parts_->asked.push_back(std::move(request));
  return parts_->asked;
}

std::string RunbookStage::timeline(std::size_t lines) {
  if (parts_->id.empty()) return "the run was never begun\n";
  std::vector<Event> events;
  if (const auto records = parts_->store.read(parts_->id, 0, limits::simulated_turns * 10))
    for (const Record& record : *records)
      if (auto event = event_from_record(record)) events.push_back(std::move(*event));
  auto story = story_of(events);
  if (story.size() > lines)
    story.erase(story.begin(), story.end() - static_cast<std::ptrdiff_t>(lines));
  return story_text(parts_->runbook.plan, *parts_->timeline, story);
}

}  // namespace golive
