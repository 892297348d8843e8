// Poller: asks again and again whether something is healthy: until it has been so several times in
// a row, or whether it stays so for a while (a watch). One poll at a time, the starts at least
// `every` apart. Where there is a seed, many that begin together do not ask together: a watch's
// first look comes a drawn part of `every` later, a poll's pauses are a drawn part longer.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/instant.h"
#include "core/watch_course.h"
#include "rim/look.h"
#include "rim/sample_file.h"
#include "uv/errand.h"
#include "uv/loop_handle.h"

namespace golive {

struct PollPlan {
  nlohmann::json request;  // of one poll: its `ok` counts
  nlohmann::json expect;
  Duration every{};
  int consecutive = 1;
  Duration within{};                    // until healthy, at the latest then, or ...
  std::optional<Duration> during = {};  // ... stays healthy so long,
  int tolerate = 0;                     // but for so many failed polls in a row
  std::optional<std::uint64_t> seed = {};
};

// How long it waits before its first poll, and from the beginning of its so-manieth to the next.
Duration until_first_poll(const PollPlan& plan);
Duration pause_after(const PollPlan& plan, int polls);

// What has been seen of a watch: by an engine before this one, it is gone on with.
struct Watched {
  explicit Watched(const PollPlan& plan) : course({plan.every, plan.consecutive, plan.tolerate}) {}
  void see(const Sample& sample);
  int polls = 0, failures = 0, no_data = 0;  // no_data: of the failures
  std::optional<Instant> first = {};
  WatchCourse course;
};

// What becomes of what a watch sees.
struct WatchKeeping {
  std::unique_ptr<SampleFile> samples;
  // Its verdict is another one than was told last, or the first that is known.
  std::function<void(WatchVerdict verdict, const std::string& why)> tell;
};

// Sets out for one poll.
using Probe = std::function<StartedErrand(ErrandDone)>;

class Poller final : public Errand {
 public:
  // Outcome: {"ok": true, "polls", "failures", "last", "ms"}, or with "ok": false and "why"; with
  // "inconclusive": true where a person has to say; with "samples" where they are kept.
  Poller(uv_loop_t& loop, const PollPlan& plan, Probe probe, ErrandDone done);
  // A watch whose every look is kept. `elapsed`: since its first one.
  Poller(uv_loop_t& loop, PollPlan plan, Probe probe, ErrandDone done, WatchKeeping keeping,
         Watched watched, Duration elapsed);
  void end() override;

 private:
  void poll();
  void judge(const nlohmann::json& outcome);
  void keep(const nlohmann::json& outcome, const Look& look);
  void tell();
  void on_time_up();
  void cut_off();
  [[nodiscard]] bool is_settled() const;
  [[nodiscard]] std::string verdict() const;
  [[nodiscard]] std::string why_inconclusive() const;
  [[nodiscard]] bool is_inconclusive() const;
  void finish();

  uv_loop_t& loop_;
  PollPlan plan_;
  Probe probe_;
  ErrandDone done_;
  LoopHandle<uv_timer_t> next_, time_up_;
  std::unique_ptr<Errand> errand_;           // the poll under way
  Duration started_at_, poll_started_at_{};  // loop time
  Watched watched_;
  int passed_in_a_row_ = 0;
  bool is_time_up_ = false, is_cut_off_ = false;
  std::string why_;  // the last poll failed; empty if it passed
  nlohmann::json last_;
  WatchKeeping keeping_;
  std::optional<WatchVerdict> told_;
};

}  // namespace golive
