#include "view/status_text.h"

#include "core/question.h"
#include "core/readiness.h"
#include "core/subject.h"
#include "core/told_watches.h"
#include "view/amendment_view.h"
#include "view/forecast.h"
#include "view/hold.h"
#include "view/item_view.h"
#include "view/mark.h"
#include "view/owner.h"
#include "view/people_view.h"
#include "view/run_view.h"
#include "view/shown_time.h"
#include "view/waiting.h"

namespace golive {

namespace {

// The words of a terminal for a command of the API, which go without the run.
std::string command_line(std::string_view command, const std::string& target) {
  const std::string what = target.empty() ? "" : " " + target;
  if (command == "activate") return "contingency" + what + " activate";
  if (command == "answer-doubt") return "doubt" + what;
  return std::string(command) + what;
}

class StatusText {
 public:
  StatusText(const Run& run, Instant now, bool colour, const Measurements& measured)
      : run_(run), now_(now), colour_(colour), measured_(measured) {}

  std::string text() {
    head();
    holds();
    waiting();
    amendment();
    people();
    for (const auto phase : run_.plan->phases) container(phase, 0);
    contingencies();
    return std::move(text_);
  }

 private:
  void line(std::string_view content) { (text_ += content) += '\n'; }
  [[nodiscard]] std::string mark(std::string_view state) const {
    const auto mark = mark_of(state);
    return toned(mark.shape, mark.tone, colour_);
  }
  [[nodiscard]] std::string at(Instant instant) const {
    return day_and_clock(*run_.timeline, instant);
  }

  void head() {
    const auto state = text_of(state_of(run_));
    const auto progress = progress_of(run_);
    const auto clock = run_time(run_, now_);
    for (const auto& waiver : waiver_lines(run_)) line(waiver);
    line(run_.id + "  " + run_.plan->title);
    line(mark(state) + " " + std::string(state) + ", " + std::string(text_of(run_.mode)) + " in " +
         run_.environment + ", J = " + to_text(run_.timeline->j) + ", " +
         std::to_string(progress.done) + " of " + std::to_string(progress.of) + " items done");
    if (is_drill(run_.drill)) line("  a drill: " + to_text(run_.drill));
    if (!is_final(run_)) {
      line("  the run's clock: " + local_text(run_.timeline->zone, clock) + " " +
           run_.timeline->zone.name + " (" + to_text(clock) + ")");
      if (const auto* freeze = freeze_at(run_, clock))
        line("  frozen until " + at(freeze->to) + " (" + freeze->reason +
             "): nothing starts; a lead may lift " + freeze->id);
      for (const auto& told : forecast_text(run_, clock, forecast_of(run_, clock, measured_)))
        line("  " + told);
    }
    line("");
  }

  void holds() {
    const auto all = holds_of(run_);
    if (all.empty()) return;
    line("Held by");
    for (const auto& hold : all) {
      const auto& item = run_.plan->items[hold.item];
      const auto state = state_text(run_, hold.item);
      line("  " + mark(state) + " " + item.path + " " + std::string(state) +
           (hold.why.empty() ? "" : ": " + hold.why));
      std::string ways;
      for (const auto& way : hold.ways_out) {
        const bool other = !way.target.empty() && way.target != item.path;
        ways += (ways.empty() ? "" : " | ") + command_line(way.command, other ? way.target : "");
      }
      line("      " + ways);
      if (hold.speaks_for.size() > 1)
        line("      a retry speaks for " + paths_text(run_, hold.speaks_for) +
             "; with --only, for this item alone");
    }
    line("");
  }

  void waiting() {
    auto all = waiting_for(run_);
    std::erase_if(all, [](const Waiting& one) {
      return one.kind == WaitingKind::reservation || one.kind == WaitingKind::amendment;
    });
    if (all.empty()) return;
    line("Waits for people");
    for (const auto& one : all) {
      std::string roles;
      for (const auto& role : one.roles) roles += (roles.empty() ? "" : ", ") + role;
      const auto& item = run_.plan->items[one.item];
      line("  " + toned("○", Tone::asks, colour_) + " " + item.path + "  " +
           std::string(text_of(one.kind)) + " of " + roles +
           (one.since ? ", since " + at(*one.since) : "") +
           (one.text.empty() ? "" : ": " + one.text));
      if (one.kind == WaitingKind::question && open_questions(run_, one.item).size() > 1)
        line("      golive answer " + run_.id + " " + item.path + " ... --key " + one.effect->key);
      if (one.kind == WaitingKind::gate) gate(one.item);
      if (one.kind == WaitingKind::doubt && one.effect)
        line("      its " + std::string(text_of(*one.slot)) + " asked for " +
             std::string(text_of(one.effect->kind)) + " " + one.effect->request);
    }
    line("");
  }

  // What it rests on, by its first digits, and what was said about it.
  void gate(ItemIndex index) {
    const auto& state = run_.items[index];
    const auto& rungs = run_.plan->items[index].escalation;
    line("      it rests on " + subject_of(run_, index).substr(0, 12));
    for (const auto& made : state.decisions)
      line("      " + made.actor + " as " + made.role +
           (made.on_behalf_of.empty() ? "" : " for " + made.on_behalf_of) + ": " +
           std::string(text_of(made.verdict)) + ", " + made.reason);
    for (const auto& first : state.glass)
      line("      break-glass by " + first.actor + " as " + first.role +
           ", waits for a second person: " + first.reason);
    for (std::size_t rung = 0; rung < static_cast<std::size_t>(state.rungs); ++rung)
      if (rung < rungs.size()) line("      " + rungs[rung].to + " was told");
  }

  void amendment() {
    const auto lines = amendment_lines(run_);
    if (lines.empty()) return;
    line("Proposed");
    for (const auto& each : lines) line("  " + each);
    line("");
  }

  void people() {
    const auto reservations = reservation_lines(run_, run_time(run_, now_));
    const auto roles = role_lines(run_);
    if (!reservations.empty()) line("Reservations");
    for (const auto& each : reservations) line("  " + each);
    if (!roles.empty()) line("In this run");
    for (const auto& each : roles) line("  " + each);
    if (!reservations.empty() || !roles.empty()) line("");
  }

  // What is over, or has not begun, is one line; what goes on is opened.
  void container(ItemIndex index, int depth) {
    item(index, depth);
    const auto state = state_of(run_, index);
    if (state == ItemState::waiting || (is_done(run_, index) && !is_final(run_))) return;
    if (is_done(run_, index) && depth > 0) return;
    children(index, depth);
  }
  void children(ItemIndex index, int depth) {
    for (const auto child : run_.plan->items[index].children) {
      // A parallel has no name of its own: its items stand for it.
      if (run_.plan->items[child].kind == ItemKind::parallel)
        children(child, depth);
      else if (is_leaf(run_.plan->items[child]))
        item(child, depth + 1);
      else
        container(child, depth + 1);
    }
  }
  void item(ItemIndex index, int depth) {
    const auto& plan_item = run_.plan->items[index];
    const auto& state = run_.items[index];
    const auto word = state_text(run_, index);
    const auto span = span_of(run_, index);
    std::string text(static_cast<std::size_t>(depth) * 2, ' ');
    text += mark(word) + " ";
    if (span.started) text += at(*span.started) + "  ";
    text += plan_item.path + "  " + name_of(plan_item);
    if (word != "succeeded" && word != "waiting" && word != "closed" && word != "dormant")
      text += "  (" + std::string(word) + ")";
    const auto told = told_watches(run_, index);
    for (const ToldWatch& each : told) {
      if (each.told->ended || each.told->verdict == WatchVerdict::ok) continue;
      const auto why = why_told(*each.told);
      text += "  " + std::string(text_of(each.told->verdict)) + which_watch(told, each) +
              (why.empty() ? "" : ": " + why);
    }
    if (!state.error.empty() && word != "in_doubt" && is_leaf(plan_item))
      text += "  " + state.error;
    line(text);
  }

  void contingencies() {
    for (const auto index : run_.plan->contingencies) {
      if (run_.items[index].contingency == ContingencyState::dormant) continue;
      line("");
      line("Contingency");
      item(index, 1);
      if (run_.items[index].contingency == ContingencyState::active) children(index, 1);
    }
  }

  const Run& run_;
  Instant now_;
  bool colour_;
  const Measurements& measured_;
  std::string text_;
};

}  // namespace

std::string status_text(const Run& run, Instant now, bool colour, const Measurements& measured) {
  return StatusText(run, now, colour, measured).text();
}

}  // namespace golive
