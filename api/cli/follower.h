// Follower: shows a run as it goes, by reading its log and what its processes write, and asks the
// person at the keyboard what is theirs. Acts on nothing itself: an answer is a command to the
// engine like any other. Outlives an engine that is killed and comes back.
#pragma once

#include <chrono>

#include "api/cli/conversation.h"
#include "api/cli/families.h"
#include "api/cli/live_output.h"
#include "api/run_log.h"
#include "store/data_dir.h"

namespace golive::cli {

class Follower {
 public:
  // `invocation` must outlive it.
  Follower(const Invocation& invocation, DataDir dir, RunId run);

  // Until the run's end, or Ctrl-C; answers with the exit code. Without a terminal nobody is asked.
  int follow();

 private:
  Result<void> show_history();
  Result<void> show_news();
  void show_output();
  void show_status();
  void say(const std::string& lines);
  void tell_holds();
  void tell_barred();
  Result<void> check_engine();
  Result<void> bear_absence(const Error& error);
  [[nodiscard]] Actor known() const;  // the person, in this run
  void ask_person();
  void take_line(const std::string& line);
  void await_input();
  [[nodiscard]] int ended() const;

  const Invocation& invocation_;
  DataDir dir_;
  RunLog log_;
  std::unique_ptr<LogReader> reader_;
  const bool is_watched_;  // somebody sits there
  bool asks_;              // and is asked
  Actor person_;           // as the engine knows them
  Conversation conversation_;
  std::optional<LiveOutput> output_;  // on a terminal
  std::string typed_;                 // up to the next line's end
  bool is_news_ = false;              // printed since the last question
  std::string held_by_;               // as last told
  std::string barred_;                // as last told
  int quiet_looks_ = 0;               // since the last event
  bool engine_seen_ = false;
  std::optional<std::chrono::steady_clock::time_point> away_since_;
};

}  // namespace golive::cli
