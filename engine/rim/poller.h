// Poller: asks again and again whether something is healthy: until it has been so several times in
// a row, or whether it stays so for a while. One poll at a time, the starts at least `every` apart.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/instant.h"
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
};

// What an engine before this one has seen of a watch: it is gone on with, not begun again.
struct Watched {
  int polls = 0, failures = 0, failed_in_a_row = 0;
  std::optional<Instant> first = {};
  void see(const Sample& sample);
};

// Sets out for one poll.
using Probe = std::function<StartedErrand(ErrandDone)>;

class Poller final : public Errand {
 public:
  // Outcome: {"ok": true, "polls", "failures", "last", "ms"}, or with "ok": false and "why"; with
  // "samples" where they are kept.
  Poller(uv_loop_t& loop, PollPlan plan, Probe probe, ErrandDone done);
  // A watch whose every look is kept. `elapsed`: since its first one.
  Poller(uv_loop_t& loop, PollPlan plan, Probe probe, ErrandDone done,
         std::unique_ptr<SampleFile> samples, const Watched& watched, Duration elapsed);
  void end() override;

 private:
  void poll();
  void judge(const nlohmann::json& outcome);
  void keep(const nlohmann::json& outcome, Seen seen);
  void on_time_up();
  void cut_off();
  [[nodiscard]] bool is_settled() const;
  [[nodiscard]] std::string verdict() const;
  void finish();

  uv_loop_t& loop_;
  PollPlan plan_;
  Probe probe_;
  ErrandDone done_;
  LoopHandle<uv_timer_t> next_, time_up_;
  std::unique_ptr<Errand> errand_;           // the poll under way
  Duration started_at_, poll_started_at_{};  // loop time
  int polls_ = 0, failures_ = 0;
  int passed_in_a_row_ = 0, failed_in_a_row_ = 0;
  bool is_time_up_ = false, is_cut_off_ = false;
  std::string why_;  // the last poll failed; empty if it passed
  nlohmann::json last_;
  std::unique_ptr<SampleFile> samples_;  // of a watch
};

}  // namespace golive
