// Whatever people do to a gate, in whatever order: it opens on its quorum alone. A judge of the
// test's own follows the log, and knows nothing of how the core decides.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/limits.h"
#include "core/codec.h"
#include "core/decide.h"
#include "tests/core/paris.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

constexpr ItemIndex tasks = 3, gate = 4, step = 5;  // items 1 to 3 are tasks
const std::vector<std::string> all_roles{"lead", "dba", "business"};
const std::string starter = "ann";

struct Dice {
  std::mt19937 engine;
  int below(int end) { return static_cast<int>(engine() % static_cast<unsigned>(end)); }
  bool percent(int chance) { return below(100) < chance; }
  const std::string& pick(const std::vector<std::string>& of) {
    return of[static_cast<std::size_t>(below(static_cast<int>(of.size())))];
  }
};

Rule a_rule(Dice& dice, int depth = 0) {
  const int kind = dice.below(depth < 2 ? 4 : 2);
  if (kind == 0) return {.kind = Rule::Kind::role, .role = dice.pick(all_roles)};
  if (kind == 1)
    return {.kind = Rule::Kind::at_least, .role = dice.pick(all_roles), .count = 1 + dice.below(3)};
  Rule rule{.kind = kind == 2 ? Rule::Kind::all_of : Rule::Kind::any_of};
  for (int part = 1 + dice.below(3); part > 0; --part)
    rule.parts.push_back(a_rule(dice, depth + 1));
  return rule;
}

Item an_item(ItemKind kind, const std::string& id) {
  Item item;
  item.kind = kind;
  item.id = id;
  item.path = kind == ItemKind::phase ? id : "day/" + id;
  if (kind != ItemKind::phase) item.parent = 0;
  return item;
}

Plan a_plan(Dice& dice) {
  Plan plan;
  plan.id = "p";
  plan.hash = "aa";
  plan.timezone = "Europe/Paris";
  for (const std::string& role : all_roles) plan.roles.push_back({role, role, ""});
  plan.approved_by = {"lead"};
  plan.items = {an_item(ItemKind::phase, "day"), an_item(ItemKind::task, "a"),
                an_item(ItemKind::task, "b"),    an_item(ItemKind::task, "c"),
                an_item(ItemKind::gate, "go"),   an_item(ItemKind::step, "deploy")};
  plan.items[0].children = {1, 2, 3, gate, step};
  plan.phases = {0};
  Item& go = plan.items[gate];
  go.decided_by = a_rule(dice);
  if (dice.percent(70)) go.within = 15min;
  if (go.within && dice.percent(70)) go.escalation = {{5min, "dba"}, {20min, "lead"}};
  if (dice.percent(50)) go.valid_for = 30min;
  plan.items[step].edges = {gate};
  plan.items[step].has_run = true;
  return plan;
}

// What is known from the log alone.
class Judge {
 public:
  explicit Judge(const Rule& rule) : rule_(rule) {}
  std::map<std::string, std::set<std::string>> default_roles;

  void see(const Event& event, const Run& after) {
    today_ = to_local(after.timeline->zone, event.at).date;
    std::visit([&](const auto& body) { on(body, event); }, event.body);
    before_ = event;
  }

 private:
  struct Said {
    std::string actor, role, seat;
    Verdict verdict;
    int evidence;
  };

  void on(const event::DecisionMade& e, const Event& event) {
    const std::string seat = e.on_behalf_of.empty() ? event.actor : e.on_behalf_of;
    CHECK(event.actor != "engine");
    CHECK(event.actor != starter);
    CHECK(seat != starter);
    CHECK(may_act(event.actor, e.role, e.on_behalf_of));
    for (const Said& each : said_) {
      CHECK(each.actor != event.actor);
      CHECK(each.seat != seat);
      CHECK(each.actor != seat);
      CHECK(each.seat != event.actor);
    }
    said_.push_back({event.actor, e.role, seat, e.verdict, evidence_});
  }
  void on(const event::DecisionLapsed& e, const Event&) {
    CHECK_FALSE(used_);
    const auto found = std::find_if(said_.begin(), said_.end(),
                                    [&](const Said& each) { return each.actor == e.person; });
    REQUIRE(found != said_.end());
    const bool has_lost_the_role = !holds(found->seat, found->role);
    CHECK((found->evidence != evidence_ || has_lost_the_role));
    said_.erase(found);
  }
  void on(const event::GateApproved&, const Event& event) {
    CHECK(std::holds_alternative<event::DecisionMade>(before_.body));
    CHECK(before_.actor == event.actor);
    CHECK(fulfilled(rule_));
    for (const Said& each : said_) {
      CHECK(each.verdict != Verdict::no_go);
      CHECK(each.evidence == evidence_);
    }
    open_ = true;
    used_ = false;
  }
  void on(const event::GateRefused& e, const Event& event) {
    CHECK(e.why.empty() != (event.actor == "engine"));
  }
  void on(const event::GateLapsed&, const Event&) {
    CHECK(open_);
    CHECK_FALSE(used_);
    open_ = false;
  }
  void on(const event::GlassBroken& e, const Event& event) {
    CHECK(event.actor != starter);
    CHECK(e.on_behalf_of != starter);
    CHECK(may_act(event.actor, e.role, e.on_behalf_of));
    glass_.push_back({event.at, event.actor});
  }
  void on(const event::GateWaived&, const Event& event) {
    bool two = false;
    for (const auto& [at, person] : glass_)
      two = two || (person != event.actor && event.at - at < limits::break_glass_wait);
    CHECK(two);
    CHECK(glass_.back().second == event.actor);
    open_ = true;
  }
  void on(const event::ItemOpened& e, const Event&) {
    if (e.item != gate) return;
    said_.clear();
    glass_.clear();
    open_ = used_ = false;
  }
  void on(const event::TaskEnded&, const Event&) { ++evidence_; }
  void on(const event::AttemptStarted& e, const Event&) {
    if (e.id.item != step) return;
    CHECK(open_);
    used_ = true;
  }
  void on(const event::RoleBound& e, const Event&) {
    bound_[e.role] = {e.people.begin(), e.people.end()};
  }
  void on(const event::RoleDelegated& e, const Event& event) {
    CHECK(event.actor == e.holder);
    CHECK(holds(e.holder, e.role));
    deputies_[{e.role, e.holder}] = e;
  }
  void on(const auto&, const Event&) {}

  [[nodiscard]] bool holds(const std::string& person, const std::string& role) const {
    if (const auto bound = bound_.find(role); bound != bound_.end())
      return bound->second.contains(person);
    const auto found = default_roles.find(person);
    return found != default_roles.end() && found->second.contains(role);
  }
  [[nodiscard]] bool may_act(const std::string& person, const std::string& role,
                             const std::string& holder) const {
    if (holder.empty()) return holds(person, role);
    const auto found = deputies_.find({role, holder});
    return found != deputies_.end() && found->second.deputy == person &&
           found->second.since <= today_ && today_ <= found->second.until && holds(holder, role);
  }
  [[nodiscard]] bool fulfilled(const Rule& rule) const {
    const auto part = [&](const Rule& each) { return fulfilled(each); };
    switch (rule.kind) {
      case Rule::Kind::role:
      case Rule::Kind::at_least: {
        std::set<std::string> seats;
        for (const Said& each : said_)
          if (each.role == rule.role) seats.insert(each.seat);
        return seats.size() >= static_cast<std::size_t>(std::max(1, rule.count));
      }
      case Rule::Kind::all_of:
        return std::all_of(rule.parts.begin(), rule.parts.end(), part);
      case Rule::Kind::any_of:
        return std::any_of(rule.parts.begin(), rule.parts.end(), part);
    }
    return false;
  }

  const Rule& rule_;
  std::vector<Said> said_;
  std::vector<std::pair<Instant, std::string>> glass_;
  std::map<std::string, std::set<std::string>> bound_;
  std::map<std::pair<std::string, std::string>, event::RoleDelegated> deputies_;
  int evidence_ = 0;
  bool open_ = false, used_ = false;
  Date today_{};
  Event before_;
};

class Day {
 public:
  explicit Day(unsigned seed)
      : dice_{std::mt19937(seed)},
        plan_(std::make_shared<const Plan>(a_plan(dice_))),
        judge_(plan_->items[gate].decided_by) {
    for (const char* name : {"ann", "bob", "cat", "dan", "eve", "fay"}) {
      people_.emplace_back(name);
      for (const std::string& role : all_roles)
        if (dice_.percent(50)) judge_.default_roles[name].insert(role);
    }
    Timeline timeline;
    timeline.j = date("2027-01-15");
    timeline.zone = paris();
    timeline.items.resize(plan_->items.size());
    if (dice_.percent(60)) timeline.items[step].start = now_ + 3h;
    tell(starter, event::RunCreated{"r",
                                    plan_,
                                    std::make_shared<const Timeline>(timeline),
                                    "/",
                                    "prod",
                                    {},
                                    Mode::live,
                                    1,
                                    {}});
    tell(starter, event::RunStarted{});
    settle();
  }

  void go_on() {
    switch (dice_.below(12)) {
      case 0:
        now_ += std::chrono::minutes(dice_.below(20));
        return settle();
      case 1:  // the engine was down for a while
        now_ += std::chrono::minutes(dice_.below(60));
        return say("engine", command::TakeOver{++epoch_});
      case 2:
        return say(anybody(), command::EndTask{"day/" + dice_.pick({"a", "b", "c"}),
                                               TaskResult::passed, "done"});
      case 3:
        return say(anybody(), command::RetryItem{"day/go", "once more"});
      case 4:
        return say(anybody(), command::Bind{dice_.pick(all_roles), {anybody(), anybody()}, "so"});
      case 5: {
        const Date from(std::chrono::sys_days(date("2027-01-15")) +
                        std::chrono::days(dice_.below(3) - 1));
        return say(anybody(),
                   command::Delegate{dice_.pick(all_roles), anybody(), from,
                                     Date(std::chrono::sys_days(from) + std::chrono::days(1)),
                                     "on leave"});
      }
      case 6:
        return say(anybody(), command::BreakGlass{"day/go", a_role(), "now"});
      default:
        return say(anybody(), command::Decide{"day/go", a_verdict(), a_role(), "so", {}});
    }
  }

  // The log, written and read again, makes the same run.
  void check_replay() const {
    Run again;
    for (const Event& event : log_) {
      const auto read = event_from_record(to_record(event));
      REQUIRE(read);
      apply(again, *read);
    }
    const ItemRun &a = run_.items[gate], &b = again.items[gate];
    CHECK(a.state == b.state);
    CHECK(a.rungs == b.rungs);
    CHECK(a.held_clock == b.held_clock);
    CHECK(a.opened_clock == b.opened_clock);
    CHECK(a.glass.size() == b.glass.size());
    CHECK(a.used == b.used);
    REQUIRE(a.decisions.size() == b.decisions.size());
    for (std::size_t at = 0; at < a.decisions.size(); ++at) {
      CHECK(a.decisions[at].actor == b.decisions[at].actor);
      CHECK(a.decisions[at].on_behalf_of == b.decisions[at].on_behalf_of);
      CHECK(a.decisions[at].subject == b.decisions[at].subject);
    }
    CHECK(run_.bound == again.bound);
    CHECK(run_.delegations.size() == again.delegations.size());
    CHECK(next_deadline(run_, now_) == next_deadline(again, now_));
    CHECK(proceed(again, now_).empty());
  }
  [[nodiscard]] ItemState state() const { return run_.items[gate].state; }

 private:
  const std::string& anybody() { return dice_.pick(people_); }
  std::string a_role() { return dice_.percent(50) ? "" : dice_.pick(all_roles); }
  Verdict a_verdict() {
    return dice_.percent(6) ? Verdict::no_go
                            : (dice_.percent(20) ? Verdict::reservations : Verdict::go);
  }
  void say(const std::string& who, CommandBody body) {
    const auto& roles = judge_.default_roles[who];
    const auto events =
        decide(run_, {now_, {who, "test", {roles.begin(), roles.end()}}, std::move(body), {}});
    if (!events) return;
    for (const EventBody& event : *events) tell(who, event);
    settle();
  }
  void settle() {
    for (int round = 0;; ++round) {
      REQUIRE(round < 100);
      const auto events = proceed(run_, now_);
      if (events.empty()) return;
      for (const EventBody& event : events) tell("engine", event);
    }
  }
  void tell(const std::string& who, EventBody body) {
    log_.push_back({run_.seq + 1, now_, who, "test", std::move(body)});
    apply(run_, log_.back());
    judge_.see(log_.back(), run_);
  }

  Dice dice_;
  std::shared_ptr<const Plan> plan_;
  Judge judge_;
  std::vector<std::string> people_;
  Instant now_ = *parse_instant("2027-01-15T07:00:00.000Z");
  std::uint64_t epoch_ = 0;
  Run run_;
  std::vector<Event> log_;
};

}  // namespace

TEST_CASE("whatever is done in whatever order, a gate opens on its quorum alone") {
  std::map<ItemState, int> ended;
  for (unsigned seed = 1; seed <= 600; ++seed) {
    CAPTURE(seed);
    Day day(seed);
    for (int deed = 0; deed < 80; ++deed) day.go_on();
    day.check_replay();
    ++ended[day.state()];
  }
  // All that may become of a gate has become of one.
  for (const auto state : {ItemState::open, ItemState::held, ItemState::approved,
                           ItemState::refused, ItemState::waived})
    CHECK(ended[state] > 0);
}

}  // namespace golive
