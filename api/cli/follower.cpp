#include "api/cli/follower.h"

#include <fmt/core.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>

#include "api/cli/terminal.h"
#include "api/rehearsals.h"
#include "api/socket/error_json.h"
#include "base/limits.h"
#include "core/rights.h"
#include "rim/system_clock.h"
#include "store/sqlite_reader.h"
#include "view/hold.h"
#include "view/progress_line.h"
#include "view/status_text.h"

namespace golive::cli {
namespace {

constexpr int look_every_ms = 150;
constexpr std::size_t history_lines = 20;  // a screen, with what is asked below
constexpr int looks_before_asking = 20;    // 3 s without an event: is the engine still there?

// Ctrl-C detaches: the only thing a signal may touch.
volatile std::sig_atomic_t interrupted = 0;

void print(const std::string& text) {
  say(text);
  std::fflush(stdout);
}

}  // namespace

Follower::Follower(const Invocation& invocation, DataDir dir, RunId run)
    : invocation_(invocation),
      dir_(std::move(dir)),
      log_(std::move(run)),
      is_watched_(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)),
      asks_(is_watched_) {
  if (asks_) output_.emplace(dir_.output());
}

int Follower::follow() {
  auto reader = SqliteReader::open(dir_.database());
  if (!reader) return failed(reader.error());
  reader_ = std::move(*reader);
  const auto known = ask_engine(invocation_, {{"op", "authenticate"}});
  if (known) {
    engine_seen_ = true;
    person_.name = known->at("name").get<std::string>();
    person_.roles = known->at("roles").get<std::vector<std::string>>();
  }
  std::signal(SIGINT, [](int) { interrupted = 1; });
  for (bool is_first = true;; is_first = false) {
    if (const auto shown = is_first ? show_history() : show_news(); !shown)
      return failed(shown.error());
    if (is_final(log_.run())) return ended();
    if (is_first && asks_)
      print("Type status for the timeline; Ctrl-C detaches, and the run goes on.\n");
    show_output();
    if (const auto alive = check_engine(); !alive) return failed(alive.error());
    ask_person();
    tell_holds();
    tell_barred();
    await_input();
    if (interrupted) {
      print(fmt::format("\nDetached; the run goes on. Come back with: golive follow {}\n",
                        log_.run().id));
      return exit_done;
    }
  }
}

// What ran before somebody looked is not shown again; of what happened, as much as they can take
// in.
Result<void> Follower::show_history() {
  std::vector<std::string> lines;
  const auto read = log_.read_on(*reader_, [&](const Run& run, const Event& event) {
    if (output_) output_->see(run, event);
    if (auto line = progress_line(run, event); !line.empty()) lines.push_back(line + "\n");
  });
  const auto from = is_watched_ && lines.size() > history_lines ? lines.size() - history_lines : 0;
  if (from > 0)
    say(fmt::format("({} earlier lines: golive report {} audit-trail --format md)\n", from,
                    log_.run().id));
  for (auto at = from; at < lines.size(); ++at) say(lines[at]);
  return read;
}

Result<void> Follower::show_news() {
  return log_.read_on(*reader_, [this](const Run& run, const Event& event) {
    quiet_looks_ = 0;
    if (output_) say(output_->see(run, event));
    const auto line = progress_line(run, event);
    if (!line.empty()) say(line + "\n");
  });
}

void Follower::show_output() {
  if (output_) say(output_->news());
}

// The prompt stays above; ask_person repeats it.
void Follower::say(const std::string& lines) {
  if (lines.empty()) return;
  print((conversation_.is_asking() && !is_news_ ? "\n" : "") + lines);
  is_news_ = true;
}

void Follower::show_status() {
  print(status_text(log_.run(), SystemClock().now(), shows_colour(),
                    measurements_for(*reader_, log_.run())));
}

// A held run waits for somebody: who looks on should not wonder why nothing happens.
void Follower::tell_holds() {
  std::string items;
  for (const auto& hold : holds_of(log_.run()))
    items += (items.empty() ? "" : ", ") + log_.run().plan->items[hold.item].path;
  if (conversation_.is_asking() || items == held_by_) return;
  held_by_ = items;
  if (items.empty()) return;
  print(fmt::format("The run is held by {}; what helps: golive status {}\n", items, log_.run().id));
}

// Who has the role and is not asked should know why.
void Follower::tell_barred() {
  const auto gates = barred_gates(log_.run(), known());
  if (conversation_.is_asking() || gates == barred_) return;
  barred_ = gates;
  if (gates.empty()) return;
  print(
      fmt::format("You started this run, so {} waits for somebody else of its role (or say "
                  "starter_may_decide = true in the plan).\n",
                  gates));
}

Result<void> Follower::check_engine() {
  if (++quiet_looks_ < looks_before_asking) return {};
  quiet_looks_ = 0;
  const auto alive = ask_engine(invocation_, {{"op", "ping"}});
  if (!alive) return bear_absence(alive.error());
  if (away_since_ && is_watched_) say("The engine is back.\n");
  engine_seen_ = true;
  away_since_.reset();
  if (const auto error = alive->find("storage"); error != alive->end())
    return tl::unexpected<Error>(error_from_json(*error));
  return {};
}

// Killed, it may come back: the run waits for it as well. Who sits there says how long.
Result<void> Follower::bear_absence(const Error& error) {
  const auto now = std::chrono::steady_clock::now();
  if (error.kind != ErrorKind::unavailable || !engine_seen_) return tl::unexpected<Error>(error);
  if (!away_since_) {
    away_since_ = now;
    if (is_watched_)
      say("No engine answers; the run waits until one is back, and so does this (Ctrl-C "
          "detaches).\n");
  }
  if (is_watched_ || now - *away_since_ < limits::engine_return) return {};
  return tl::unexpected<Error>(error);
}

Actor Follower::known() const { return entitled(log_.run(), person_, SystemClock().now()); }

void Follower::ask_person() {
  if (!asks_) return;
  const bool was_asking = conversation_.is_asking();
  const auto text = conversation_.follow(questions_for(log_.run(), known(), SystemClock().now()));
  if (was_asking && !text.empty()) {
    // What is being typed was meant for the question before.
    tcflush(STDIN_FILENO, TCIFLUSH);
    typed_.clear();
  }
  if (!text.empty())
    print(text);
  else if (is_news_)
    print(conversation_.prompt());
  is_news_ = false;
}

void Follower::await_input() {
  pollfd input{STDIN_FILENO, POLLIN, 0};
  if (poll(&input, asks_ ? 1 : 0, look_every_ms) <= 0) return;
  std::array<char, 4096> chunk{};
  const auto count = read(STDIN_FILENO, chunk.data(), chunk.size());
  if (count <= 0) {
    asks_ = false;  // Ctrl-D: only look from now on
    conversation_ = {};
    print(
        fmt::format("\nNothing is asked any more; the run is still shown. To be asked again: "
                    "golive follow {}\n",
                    log_.run().id));
    return;
  }
  typed_.append(chunk.data(), static_cast<std::size_t>(count));
  for (auto end = typed_.find('\n'); end != std::string::npos; end = typed_.find('\n')) {
    take_line(typed_.substr(0, end));
    typed_.erase(0, end + 1);
  }
}

void Follower::take_line(const std::string& line) {
  if (line == "status" && !conversation_.is_writing()) {
    show_status();
    return print(conversation_.prompt());
  }
  const auto order = conversation_.take(line);
  if (!order) return print(conversation_.prompt());
  const auto answer = ask_engine(invocation_, {{"op", "command"},
                                               {"run", log_.run().id},
                                               {"name", order->command},
                                               {"fields", nlohmann::json::parse(order->fields)}});
  if (answer) return;
  failed(answer.error());
  conversation_.refused();
}

int Follower::ended() const {
  const auto state = state_of(log_.run());
  print(fmt::format("The run {} is {}.\n", log_.run().id, text_of(state)));
  return state == RunState::completed ? exit_done : exit_no;
}

}  // namespace golive::cli
