// Notices: due in the append of what they tell of, sent after it, and recorded when they were.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "loop/notice_queue.h"
#include "tests/loop/house.h"

namespace golive::test {

using namespace std::chrono_literals;

namespace {

// Answers as the test says, when it says so.
class KeptSender final : public NoticeSender {
 public:
  explicit KeptSender(Store& store) : store_(store) {}
  void send(const OpenNotice& notice, const Run& run, NoticeDone done) override {
    CHECK(find_channel(*run.plan, notice.due.channel) != nullptr);
    const auto records = store_.read("site", 0, 1'000).value();
    const auto known = std::any_of(records.begin(), records.end(), [&](const Record& record) {
      return record.kind == "notice_due" && record.body.find(notice.due.id) != std::string::npos;
    });
    CHECK(known);  // on disk before it goes out
    sent.push_back(notice.due.id);
    waiting.push_back(std::move(done));
  }
  void answer(Delivery delivery) {
    auto done = std::move(waiting.front());
    waiting.erase(waiting.begin());
    done(std::move(delivery));
  }
  std::vector<std::string> sent;
  std::vector<NoticeDone> waiting;

 private:
  Store& store_;
};

struct ToldHouse : House {
  KeptSender sender{store};
  ToldHouse() {
    plan.channels = {{"a", "webhook", "https://a.example"}, {"b", "webhook", "https://b.example"}};
    engine.send_by(sender);
  }
  int count(const std::string& kind) {
    const auto all = kinds("site");
    return static_cast<int>(std::count(all.begin(), all.end(), kind));
  }
};

}  // namespace

TEST_CASE("a notice falls due in the append of what it tells of, and is sent after it") {
  ToldHouse house;
  const RunId run = house.create();
  CHECK(house.sender.sent == std::vector<std::string>{run + "/2/a", run + "/2/b"});
  CHECK(house.count("notice_due") == 2);
  CHECK(std::count(house.deeds.begin(), house.deeds.end(), "append " + run + " site") == 1);
  house.sender.answer({.sent = true});
  CHECK(house.count("notice_sent") == 0);
  house.work_off();
  CHECK(house.count("notice_sent") == 1);
  CHECK(house.engine.site().outbox.open.size() == 1);
}

TEST_CASE("a channel that does not answer holds up no other, and is told in order") {
  ToldHouse house;
  const RunId run = house.create();
  house.engine.submit(run, lead, command::Pause{"a break"}, [](const auto&) {});
  house.work_off();
  CHECK(house.sender.sent.size() == 2);  // one at a time for each
  std::swap(house.sender.waiting[0], house.sender.waiting[1]);
  house.sender.answer({.sent = true});  // b
  house.work_off();
  REQUIRE(house.sender.sent.size() == 3);
  CHECK(house.sender.sent[2].ends_with("/b"));
}

TEST_CASE("what failed is sent again at its time, under the same id") {
  ToldHouse house;
  house.plan.channels.pop_back();
  const RunId run = house.create();
  house.sender.answer({false, false, "answered 503"});
  house.work_off();
  CHECK(house.count("notice_failed") == 1);
  const auto next = house.engine.next_deadline();
  REQUIRE(next);
  house.engine.turn();
  CHECK(house.sender.sent.size() == 1);
  house.clock.move_to(*next);
  house.engine.turn();
  REQUIRE(house.sender.sent.size() == 2);
  CHECK(house.sender.sent[0] == house.sender.sent[1]);
  CHECK(house.engine.sends_notices());
  house.sender.answer({.sent = true});
  house.work_off();
  CHECK_FALSE(house.engine.sends_notices());
}

TEST_CASE("the next engine sends what was not recorded as sent") {
  ToldHouse house;
  const RunId run = house.create();
  house.sender.answer({.sent = true});
  house.work_off();
  Engine next(house.store, house.clock);
  KeptSender sender(house.store);
  next.use(house.bodies, house.world);
  next.send_by(sender);
  REQUIRE(next.open(2));
  next.turn();
  // Beside what the new engine tells itself: that the process is in doubt.
  CHECK(std::count(sender.sent.begin(), sender.sent.end(), run + "/2/b") == 1);
  CHECK(house.sender.sent[1] == run + "/2/b");
  CHECK(std::count(sender.sent.begin(), sender.sent.end(), run + "/2/a") == 0);
}

TEST_CASE("what was given up is sent again when its owner wants it, and nothing else is") {
  ToldHouse house;
  const RunId run = house.create();
  CHECK(house.engine.retry_notice(run + "/2/a", starter).error().kind == ErrorKind::conflict);
  house.sender.answer({false, true, "answered 404"});
  house.work_off();
  CHECK(house.count("notice_given_up") == 1);
  CHECK(house.sender.sent.size() == 2);
  REQUIRE(house.engine.retry_notice(run + "/2/a", starter));
  CHECK(house.sender.sent.back() == run + "/2/a");
  CHECK(house.sender.sent.size() == 3);
  CHECK(house.engine.retry_notice("nobody's", starter).error().kind == ErrorKind::not_found);
  CHECK(house.count("notice_retried") == 1);
}

TEST_CASE("nothing is sent of what the disk has not taken") {
  ToldHouse house;
  const RunId run = house.create();
  house.store.broken = true;
  house.engine.submit(run, lead, command::Pause{"a break"}, [](const auto&) {});
  house.sender.answer({.sent = true});
  house.work_off();
  CHECK(house.sender.sent.size() == 2);
  CHECK(house.engine.storage_error());
}

TEST_CASE("a simulation tells nobody") {
  ToldHouse house;
  house.create(Mode::simulation);
  CHECK(house.sender.sent.empty());
  CHECK(house.count("notice_due") == 0);
}

TEST_CASE("a queue gives each line its turn, at its time") {
  NoticeQueue queue;
  const Instant now = parse_instant("2027-01-15T12:00:00.000Z").value();
  queue.add("1", "x", now);
  queue.add("2", "x", now);
  queue.add("3", "y", now + 1s);
  CHECK(queue.take(now) == std::vector<std::string>{"1"});
  CHECK(queue.take(now).empty());
  CHECK(queue.next() == now + 1s);
  CHECK(queue.take(now + 1s) == std::vector<std::string>{"3"});
  queue.add("1", "x", now);  // under way: stays as it is
  queue.over("1");
  CHECK(queue.take(now + 1s) == std::vector<std::string>{"2"});
  queue.over("2");
  queue.over("2");
  queue.over("3");
  CHECK_FALSE(queue.is_busy());
  queue.add("4", "x", now + 1h);
  queue.add("4", "x", now);
  CHECK(queue.take(now) == std::vector<std::string>{"4"});
}

}  // namespace golive::test
