// Signed heads: one for each occasion, in the append of what asks for it, whoever takes over.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/sha256.h"
#include "core/codec.h"
#include "core/head.h"
#include "tests/loop/house.h"

namespace golive::test {
namespace {

using namespace std::chrono_literals;

// Signs in a way that a test can follow.
class PlainSigner final : public HeadSigner {
 public:
  explicit PlainSigner(char digit) : key_(64, digit) {}
  [[nodiscard]] std::string public_key() const override { return key_; }
  [[nodiscard]] std::string sign(std::string_view message) const override {
    return sha256(key_ + std::string(message)) + sha256(message);
  }

 private:
  std::string key_;
};

std::string nobody_vouches(const std::string&, const std::string&) { return {}; }

struct SignedHouse : House {
  PlainSigner signer{'a'};

  SignedHouse() {
    plan.items[3].rehearsed_phase.clear();
    REQUIRE(engine.sign_by(signer, nobody_vouches));
  }
  RunId at_gate() {
    const RunId id = create();
    deploy(id);
    return id;
  }
  Heard decide(const RunId& id, Verdict verdict) {
    Heard heard;
    engine.submit(id, lead, command::Decide{"open", verdict, "lead", "ready", {}}, heard.reply());
    work_off();
    return heard;
  }
  std::vector<event::HeadSigned> heads(const RunId& id) {
    std::vector<event::HeadSigned> found;
    const auto records = store.read(id, 0, 1'000).value();
    for (const Record& record : records) {
      const auto event = event_from_record(record).value();
      if (const auto* head = std::get_if<event::HeadSigned>(&event.body)) {
        CHECK(head->of + 1 == event.seq);
        CHECK(head->head == records[head->of - 1].hash);
        CHECK(head->signature ==
              PlainSigner(head->key[0]).sign(head_message(id, head->of, head->head, event.at)));
        found.push_back(*head);
      }
    }
    return found;
  }
};

std::vector<HeadOccasion> occasions(const std::vector<event::HeadSigned>& heads) {
  std::vector<HeadOccasion> all;
  for (const auto& head : heads) all.push_back(head.occasion);
  return all;
}

// An engine that finds what another has left.
struct NextEngine {
  Engine engine;
  FakeBodies bodies{engine};
  explicit NextEngine(House& house) : engine(house.store, house.clock) {
    engine.use(bodies, house.world);
    REQUIRE(engine.open(2));
  }
  void work_off() {
    while (engine.pending()) engine.turn();
  }
};

}  // namespace

TEST_CASE(
    "a gate that is decided, and the end of a run, are signed in the append that tells them") {
  SignedHouse house;
  const RunId id = house.at_gate();
  CHECK(house.heads(id).empty());
  house.deeds.clear();
  house.decide(id, Verdict::go);
  CHECK(house.deeds == Deeds{"append " + id});
  CHECK(occasions(house.heads(id)) == std::vector{HeadOccasion::gate, HeadOccasion::end});
  const auto kinds = house.kinds(id);
  CHECK(std::vector(kinds.end() - 4, kinds.end()) ==
        std::vector<std::string>{"gate_approved", "head_signed", "run_completed", "head_signed"});
}

TEST_CASE("a refused gate is signed, and so is the abort that follows") {
  SignedHouse house;
  const RunId id = house.at_gate();
  house.decide(id, Verdict::no_go);
  CHECK(occasions(house.heads(id)) == std::vector{HeadOccasion::gate});
  house.engine.submit(id, lead, command::Abort{"enough", false}, [](const Result<Answer>&) {});
  house.work_off();
  CHECK(occasions(house.heads(id)) == std::vector{HeadOccasion::gate, HeadOccasion::end});
}

TEST_CASE("each day of the plan's zone ends with a head while a run is under way, not after it") {
  SignedHouse house;
  const RunId id = house.at_gate();
  house.clock.move_to(parse_instant("2027-01-10T22:59:59.999Z").value());
  house.engine.turn();
  CHECK(house.heads(id).empty());
  for (const char* midnight : {"2027-01-10T23:00:00.000Z", "2027-01-11T23:00:00.000Z"}) {
    house.engine.turn();
    REQUIRE(house.engine.next_deadline() == parse_instant(midnight).value());
    house.clock.move_to(parse_instant(midnight).value());
    house.engine.turn();
    house.engine.turn();
  }
  CHECK(occasions(house.heads(id)) == std::vector{HeadOccasion::day, HeadOccasion::day});
  house.engine.submit(id, lead, command::Abort{"enough", false}, [](const Result<Answer>&) {});
  house.work_off();
  CHECK_FALSE(house.engine.next_deadline());
  house.pass(48h);
  house.engine.turn();
  CHECK(house.heads(id).size() == 3);
}

TEST_CASE("days that no engine has seen have one head together, from the one that takes over") {
  SignedHouse house;
  const RunId id = house.at_gate();
  house.pass(5 * 24h);
  NextEngine next(house);
  REQUIRE(next.engine.sign_by(house.signer, nobody_vouches));
  next.work_off();
  CHECK(occasions(house.heads(id)) == std::vector{HeadOccasion::day});
}

TEST_CASE("without a key nothing is signed, and the next engine that has one signs once") {
  House house;
  house.plan.items[3].rehearsed_phase.clear();
  const RunId id = house.create();
  house.deploy(id);
  house.engine.submit(id, lead, command::Decide{"open", Verdict::no_go, "lead", "no", {}},
                      [](const Result<Answer>&) {});
  house.work_off();
  const auto before = house.kinds(id);
  CHECK(std::count(before.begin(), before.end(), "head_signed") == 0);
  const PlainSigner signer('b');
  for (int taken = 0; taken < 2; ++taken) {
    NextEngine next(house);
    REQUIRE(next.engine.sign_by(signer, nobody_vouches));
    next.work_off();
    const auto kinds = house.kinds(id);
    CHECK(std::count(kinds.begin(), kinds.end(), "head_signed") == 1);
  }
}

TEST_CASE("a run whose end is signed is over for the next engine") {
  SignedHouse house;
  const RunId id = house.at_gate();
  house.decide(id, Verdict::go);
  NextEngine next(house);
  CHECK(next.engine.past() == std::vector{id});
  CHECK_FALSE(next.engine.pending());
}

TEST_CASE("the site log tells each key at its first use, and whether the former vouches for it") {
  SignedHouse house;
  REQUIRE(house.engine.sign_by(house.signer, nobody_vouches));
  CHECK(house.kinds(site_log) == std::vector<std::string>{"audit_key_used"});
  const PlainSigner other('b'), third('c');
  REQUIRE(house.engine.sign_by(other, [&](const std::string& former, const std::string& message) {
    CHECK(former == house.signer.public_key());
    CHECK(message == succession_message(other.public_key()));
    return house.signer.sign(message);
  }));
  REQUIRE(house.engine.sign_by(third, nobody_vouches));
  std::vector<site_event::AuditKeyUsed> told;
  const auto records = house.store.read(site_log, 0, 10).value();
  for (const Record& record : records) {
    const auto event = site_event_from_record(record).value();
    told.push_back(std::get<site_event::AuditKeyUsed>(event.body));
  }
  REQUIRE(told.size() == 3);
  CHECK((told[0].former.empty() && told[0].vouched_for.empty()));
  CHECK(told[1].former == house.signer.public_key());
  CHECK(told[1].vouched_for == house.signer.sign(succession_message(other.public_key())));
  CHECK((told[2].former == other.public_key() && told[2].vouched_for.empty()));
}

TEST_CASE("what a channel is told of a decided gate names the head that is signed of it") {
  SignedHouse house;
  house.plan.channels = {{"leads", "webhook", "https://hooks.example"}};
  const RunId id = house.at_gate();
  house.decide(id, Verdict::go);
  const auto heads = house.heads(id);
  REQUIRE(heads.size() == 2);
  std::string facts;
  const auto records = house.store.read(site_log, 0, 100).value();
  for (const Record& record : records)
    if (record.kind == "notice_due") facts += record.body;
  for (const auto& head : heads)
    CHECK(facts.find(head_text(head.of, head.head)) != std::string::npos);
  CHECK(facts.find(key_fingerprint(house.signer.public_key())) != std::string::npos);
}

}  // namespace golive::test
