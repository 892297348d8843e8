#include "core/watch_course.h"

#include <doctest/doctest.h>

#include <string_view>

#include "base/limits.h"

namespace golive {
namespace {

using namespace std::chrono_literals;

const Instant start = *parse_instant("2027-01-16T00:00:00.000Z");

// A look every 10 s: "." ok, "-" degraded, "x" failed, "?" no data, "_" none at all.
struct Course {
  WatchCourse course;
  Instant at = start;
  int changes = 0;
  explicit Course(int tolerate = 100) : course({10s, 2, tolerate}) {}
  WatchVerdict see(std::string_view looks) {
    for (const char look : looks) {
      const auto before = course.verdict();
      if (look != '_')
        course.see({at, look == '.'   ? Seen::ok
                        : look == '-' ? Seen::degraded
                        : look == 'x' ? Seen::failed
                                      : Seen::no_data});
      at += 10s;
      changes += course.verdict() == before ? 0 : 1;
    }
    return course.verdict();
  }
};

TEST_CASE("a verdict changes when so many looks in a row say so, and once") {
  Course watch;
  CHECK(watch.see(".....x....") == WatchVerdict::ok);
  CHECK(watch.changes == 0);
  CHECK(watch.see("xxxxx") == WatchVerdict::down);
  CHECK(watch.see(".x.") == WatchVerdict::down);
  CHECK(watch.see(".") == WatchVerdict::ok);
  CHECK(watch.see("--") == WatchVerdict::degraded);
  CHECK(watch.see("..") == WatchVerdict::ok);
  CHECK(watch.changes == 4);
}

TEST_CASE("what it could not see for longer than is tolerated is inconclusive, never ok or down") {
  CHECK(Course(0).see(".?") == WatchVerdict::ok);
  CHECK(Course(0).see(".??") == WatchVerdict::inconclusive);
  CHECK(Course(4).see(".????") == WatchVerdict::ok);
  CHECK(Course(4).see(".?????") == WatchVerdict::inconclusive);
  CHECK(Course(4).see(".?????.") == WatchVerdict::inconclusive);
  CHECK(Course(4).see(".?????..") == WatchVerdict::ok);
  Course blind(4);
  blind.see("???????");
  CHECK_FALSE(blind.course.has_failed());
}

TEST_CASE("looks that contradict each other are inconclusive") {
  CHECK(Course(5).see(".x?x?x?") == WatchVerdict::inconclusive);
}

TEST_CASE("what is down, and then cannot be seen once, stays down") {
  CHECK(Course().see("xxx?") == WatchVerdict::down);
}

TEST_CASE("what failed more often in a row than is tolerated has failed") {
  Course watch(2);
  watch.see(".xx.xx");
  CHECK_FALSE(watch.course.has_failed());
  watch.see("?x");
  CHECK(watch.course.has_failed());
}

TEST_CASE("looks before a gap and after it are no row") {
  CHECK(Course().see("..x______x") == WatchVerdict::ok);
  CHECK(Course().see("..x______xx") == WatchVerdict::down);
  CHECK(Course(1).see("..?______?") == WatchVerdict::ok);
}

TEST_CASE("one that hangs until its time limit at each look is down all the same") {
  WatchCourse course({10s, 2, 100});
  for (int look = 0; look < 3; ++look) course.see({start + look * 60s, Seen::failed, 60'000});
  CHECK(course.verdict() == WatchVerdict::down);
}

TEST_CASE("what flaps is inconclusive after so many changes, until it keeps still") {
  Course watch(1'000'000);
  for (int turn = 0; turn < 1'000; ++turn) watch.see("..xx");
  CHECK(watch.course.verdict() == WatchVerdict::inconclusive);
  CHECK(watch.course.flaps());
  CHECK(watch.changes == limits::watch_changes + 1);
  const std::string calm(61, '.');
  CHECK(watch.see(calm) == WatchVerdict::ok);
  CHECK_FALSE(watch.course.flaps());
}

TEST_CASE("a week of flapping is a bounded number of changes") {
  Course watch(1'000'000);
  for (int turn = 0; turn < 60'480 / 130; ++turn)
    watch.see(std::string(65, '.') + std::string(65, 'x'));
  CHECK(watch.changes <= 1'000);
}

TEST_CASE("a verdict from before a gap is not told as one of now") {
  Course watch;
  watch.see("xx______.");
  CHECK(watch.course.verdict() == WatchVerdict::down);
  CHECK_FALSE(watch.course.speaks());
}

}  // namespace
}  // namespace golive
