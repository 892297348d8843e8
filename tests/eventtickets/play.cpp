#include "eventtickets/play.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "core/codec.h"
#include "core/rights.h"
#include "report/catalog.h"
#include "rim/zone.h"

namespace golive::test {
namespace {

const Instant start = parse_instant("2027-01-10T08:00:00.000Z").value();
constexpr int most_actions = 1'000;  // of people: a play that needs more goes in a circle

std::string owner_of(const Plan& plan, ItemIndex item) {
  for (std::optional<ItemIndex> up = item; up; up = plan.items[*up].parent)
    if (!plan.items[*up].owner.empty()) return plan.items[*up].owner;
  return plan.approved_by.front();
}

}  // namespace

struct Play::Life {
  Life(Store& store, Platform& platform, Instant now)
      : clock(now),
        engine(store, clock),
        bodies(engine, [&store](const std::string& hash) { return store.text(hash); }) {
    platform.serve(engine);
    engine.use(bodies, platform);
  }
  void settle() {
    while (engine.pending()) engine.turn();
  }
  VirtualClock clock;
  Engine engine;
  LuaBodyHost bodies;
};

Play::Play(const LoadedRunbook& runbook, int fail_at, const std::string& fails)
    : runbook_(runbook),
      failing_(kept_, fail_at),
      platform_(fails),
      life_(std::make_unique<Life>(failing_, platform_, start)) {
  REQUIRE(life_->engine.open(++epoch_));
}

Play::~Play() = default;

const Run& Play::run() { return *life_->engine.find(id_); }

bool Play::stopped() { return life_->engine.storage_error().has_value(); }

void Play::reopen() {
  const Instant now = life_->clock.now();
  life_.reset();
  life_ = std::make_unique<Life>(kept_, platform_, now);
  REQUIRE(life_->engine.open(++epoch_));
  life_->settle();
}

// A run whose first event is not on disk was never there: it is created again.
bool Play::begin() {
  Store& store = epoch_ == 1 ? static_cast<Store&>(failing_) : kept_;
  if (!store.put_text(runbook_.archive)) return false;
  const Date j = parse_date("2027-01-15").value();
  const auto zone = zone_rules(runbook_.plan.timezone, j).value();
  const NewRun wanted{
      std::make_shared<const Plan>(runbook_.plan),
      std::make_shared<const Timeline>(resolve_timeline(runbook_.plan, j, zone).value()),
      "/",
      "uat",
      Mode::rehearsal,
      {}};
  const auto created = life_->engine.create(wanted, Actor{"starter", "play", {}, true});
  if (!created) return false;
  id_ = *created;
  life_->settle();
  return true;
}

bool Play::go() {
  while (!begin() || stopped()) {
    if (!id_.empty() && stopped()) break;
    reopen();
  }
  for (int step = 0; step < most_actions; ++step) {
    if (stopped()) reopen();
    if (is_final(run())) return true;
    if (person_acts()) continue;
    if (stopped()) continue;
    const auto deadline = life_->engine.next_deadline();
    if (!deadline) return false;
    life_->clock.move_to(*deadline);
    life_->engine.turn();
    life_->settle();
  }
  return false;
}

bool Play::submit(const std::string& role, CommandBody body) {
  bool taken = false;
  life_->engine.submit(id_, Actor{"a " + role, "play", {role}, false}, std::move(body),
                       [&](const Result<Answer>& answer) { taken = answer.has_value(); });
  life_->settle();
  return taken;
}

// A minute for each thing that people have done; what the disk has refused they do again.
bool Play::takes(const std::string& role, CommandBody body) {
  life_->clock.move_to(start + (acted_ + 1) * std::chrono::minutes(1));
  if (submit(role, std::move(body))) return ++acted_, true;
  return stopped();
}

bool Play::answers_a_doubt(const Run& run) {
  for (const auto& [id, attempt] : run.attempts)
    for (const auto place : attempt.open)
      if (const Effect& effect = attempt.effects[place]; effect.in_doubt) {
        ++doubts_;
        const auto seen = platform_.journal(effect_id(id, effect.key));
        const auto answer = seen.empty() ? DoubtAnswer::not_done : DoubtAnswer::done;
        return submit(owner_of(*run.plan, id.item),
                      command::AnswerDoubt{run.plan->items[id.item].path, answer, seen, "looked"});
      }
  return false;
}

bool Play::person_acts() {
  const Run& run = this->run();
  const Plan& plan = *run.plan;
  if (answers_a_doubt(run)) return true;
  for (ItemIndex index = 0; index < run.items.size(); ++index) {
    const Item& item = plan.items[index];
    const ItemRun& state = run.items[index];
    if (state.contingency == ContingencyState::offered)
      return takes(roles_of(item.decided_by).front(),
                   command::Activate{item.path, "c'est prévu ainsi"});
    if (state.state == ItemState::ready)
      return takes(owner_of(plan, index), command::StartTask{item.path});
    if (item.kind == ItemKind::task && state.state == ItemState::running)
      return takes(owner_of(plan, index), command::EndTask{item.path, TaskResult::passed, "fait"});
    if (state.state != ItemState::open) continue;
    for (const std::string& role : roles_of(item.decided_by)) {
      const bool has_decided =
          std::any_of(state.decisions.begin(), state.decisions.end(),
                      [&](const Decision& decision) { return decision.role == role; });
      if (!has_decided)
        return takes(role, command::Decide{item.path, Verdict::go, role, "tout est prêt", {}});
    }
  }
  return false;
}

std::string Play::head() { return kept_.last(id_).value().value().hash; }

std::string Play::account(const std::string& format) {
  std::vector<Event> events;
  const auto records = kept_.read(id_, 0, 1'000'000).value();
  REQUIRE(verify_chain(id_, records));
  for (const Record& record : records) events.push_back(event_from_record(record).value());
  ReportWish wish{"j1-account"};
  wish.format = parse_enum<ReportFormat>(format).value();
  return make_report(wish, events, head()).value();
}

}  // namespace golive::test
