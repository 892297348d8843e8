// The table of findings, what a plan accepts of them, and their order.
#include "core/lint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/lint_rules.h"

namespace golive {
namespace {

// What must be given for a rule to see all that it looks for: days are known without J, unless
// they are working days.
enum class Needs { nothing, days, zone, files };

struct LintRule {
  FindingKind kind;
  void (*find)(const Linted&, Findings&);
  Needs needs = Needs::nothing;
};

constexpr std::array rules{
    LintRule{
        {"gate-unsatisfiable", "A gate nobody can satisfy"}, rule::gate_unsatisfiable, Needs::days},
    LintRule{{"escalation-reversed", "An escalation against its order"}, rule::escalation_reversed},
    LintRule{{"owner-missing", "Work that is nobody's"}, rule::owner_missing},
    LintRule{{"role-unused", "A role that has nothing to do"}, rule::role_unused, Needs::files},
    LintRule{
        {"owner-twice", "Two things at one time for one owner"}, rule::owner_twice, Needs::days},
    LintRule{
        {"phases-overlap", "Days that belong to two phases"}, rule::phases_overlap, Needs::days},
    LintRule{{"days-uncovered", "Days that belong to no phase"}, rule::days_uncovered, Needs::days},
    LintRule{{"day-missing", "A time of day without a day"}, rule::day_missing},
    LintRule{
        {"time-outside-phase", "A time outside its phase"}, rule::time_outside_phase, Needs::days},
    LintRule{{"timezone-missing", "No time zone"}, rule::timezone_missing},
    LintRule{{"calendar-unknown", "A calendar of holidays nobody knows"}, rule::calendar_unknown},
    LintRule{{"order-reversed", "Times against the order"}, rule::order_reversed, Needs::days},
    LintRule{{"time-frozen", "A time within a freeze"}, rule::time_frozen, Needs::days},
    LintRule{{"outside-window", "A time outside its window"}, rule::outside_window, Needs::days},
    LintRule{{"dst-time", "A time that the change of clocks makes doubtful"},
             rule::dst_time,
             Needs::zone},
    LintRule{{"estimate-missing", "Work on day J without an estimate"},
             rule::estimate_missing,
             Needs::days},
    LintRule{{"estimate-absurd", "An estimate that cannot be meant"},
             rule::estimate_absurd,
             Needs::days},
    LintRule{{"timeout-short", "An attempt that ends before its work"}, rule::timeout_short},
    LintRule{{"smoke-late", "A smoke test after the opening"}, rule::smoke_late},
    LintRule{{"downtime-unstated", "A downtime implied, and not stated"},
             rule::downtime_unstated,
             Needs::days},
    LintRule{{"rehearsal-missing", "A gate on day J that no rehearsal precedes"},
             rule::rehearsal_missing,
             Needs::days},
    LintRule{{"no-data-passes", "No data taken for success"}, rule::no_data_passes},
    LintRule{{"backup-missing", "A migration with no backup before it"}, rule::backup_missing},
    LintRule{{"undo-missing", "Effects that nothing takes back"}, rule::undo_missing},
    LintRule{{"contingency-missing", "A risk without contingency"}, rule::contingency_missing},
    LintRule{{"trigger-missing", "A contingency that nothing triggers"}, rule::trigger_missing},
    LintRule{{"decider-missing", "A contingency that nobody decides"}, rule::decider_missing},
    LintRule{{"deadline-missing", "A contingency without a deadline"}, rule::deadline_missing},
    LintRule{
        {"secret-in-text", "A secret written in the text"}, rule::secret_in_text, Needs::files},
    LintRule{{"channel-unusable", "A channel that nothing can be sent to"}, rule::channel_unusable},
};

// About acceptances themselves: they cannot be accepted.
constexpr FindingKind acceptance_unknown{"acceptance-unknown",
                                         "An accepted code that does not exist"};
constexpr FindingKind acceptance_unused{"acceptance-unused",
                                        "An accepted finding that is not there"};

bool uses_working_days(const Plan& plan) {
  const auto working = [](const std::optional<Moment>& moment) {
    return moment && moment->working;
  };
  return std::any_of(plan.freezes.begin(), plan.freezes.end(),
                     [&](const Freeze& each) { return each.from.working || each.to.working; }) ||
         std::any_of(plan.windows.begin(), plan.windows.end(),
                     [&](const Window& each) { return each.from.working || each.to.working; }) ||
         std::any_of(plan.items.begin(), plan.items.end(), [&](const Item& each) {
           return working(each.on) || working(each.from) || working(each.to) ||
                  working(each.at_moment);
         });
}

bool sees_all(Needs needs, const Plan& plan, const LintScope& scope) {
  switch (needs) {
    case Needs::nothing:
      return true;
    case Needs::days:
      return scope.j || !uses_working_days(plan);
    case Needs::zone:
      return scope.j && scope.zone != nullptr;
    case Needs::files:
      return scope.files != nullptr;
  }
  return true;
}

// An acceptance covers what it names and all in it; the whole plan, if it names nothing.
class Cover {
 public:
  Cover(const Plan& plan, const Accepted& accepted) : accepted_(accepted) {
    if (accepted.item.empty()) return;
    if (const auto item = resolve_item(plan, accepted.item))
      path_ = plan.items[*item].path;
    else
      unresolved_ = item.error();
  }

  [[nodiscard]] bool holds(const Finding& finding) const {
    if (accepted_.code != finding.code) return false;
    if (accepted_.item.empty() || accepted_.item == finding.item) return true;
    return !path_.empty() && (finding.item == path_ || finding.item.starts_with(path_ + "/"));
  }
  [[nodiscard]] std::string way_out() const {
    if (!unresolved_) return "remove it: it would hide one that comes later";
    return unresolved_->what + (unresolved_->way_out.empty() ? "" : "; " + unresolved_->way_out);
  }

 private:
  const Accepted& accepted_;
  std::string path_ = {};
  std::optional<Error> unresolved_ = {};
};

void refuse_unknown(const Accepted& accepted, std::vector<Finding>& all) {
  std::vector<std::string_view> codes;
  for (const LintRule& each : rules) codes.push_back(each.kind.code);
  const auto close = closest(accepted.code, codes);
  Findings(acceptance_unknown.code, all)
      .about(accepted.place, accepted.code,
             "\"" + accepted.code + "\" is accepted, and no finding has that code",
             close.empty() ? "write the code as golive check shows it"
                           : "did you mean \"" + std::string(close) + "\"?");
}

void accept(const Plan& plan, const LintScope& scope, std::vector<Finding>& all) {
  const std::size_t found = all.size();
  for (const Accepted& accepted : plan.accepted) {
    const auto known = std::find_if(rules.begin(), rules.end(), [&](const LintRule& each) {
      return each.kind.code == accepted.code;
    });
    if (known == rules.end()) {
      refuse_unknown(accepted, all);
      continue;
    }
    const Cover cover(plan, accepted);
    bool used = false;
    for (std::size_t each = 0; each < found; ++each) {
      if (!cover.holds(all[each])) continue;
      used = true;
      if (!all[each].accepted_because) all[each].accepted_because = accepted.reason;
    }
    if (used || !sees_all(known->needs, plan, scope)) continue;
    const std::string where = accepted.item.empty() ? "" : " for \"" + accepted.item + "\"";
    Findings(acceptance_unused.code, all)
        .about(accepted.place, accepted.item,
               "\"" + accepted.code + "\" is accepted" + where + ", and there is no such finding",
               cover.way_out());
  }
}

// Of what is not accepted: an acceptance must not make room for others, nor be crowded out.
void keep_few(std::vector<Finding>& all) {
  std::map<std::string, std::size_t> told;
  std::erase_if(all, [&](Finding& each) {
    if (is_accepted(each)) return false;
    const std::size_t count = ++told[each.code];
    if (count == limits::findings_per_code) each.way_out += "; there are more of its kind";
    return count > limits::findings_per_code;
  });
}

// "phases/go_live.lua:12": the file, then the line as a number.
std::pair<std::string_view, int> split_place(const Finding& finding) {
  const std::string_view place = finding.place;
  const auto colon = place.rfind(':');
  int line = 0;
  if (colon != std::string_view::npos)
    std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  return {place.substr(0, colon), line};
}

}  // namespace

std::vector<Finding> lint(const Plan& plan, const LintScope& scope) {
  const WallTimes times(plan, scope.j);
  const Linted linted{plan, scope, times};
  std::vector<Finding> all;
  for (const LintRule& each : rules) {
    Findings found(each.kind.code, all);
    each.find(linted, found);
  }
  accept(plan, scope, all);
  std::stable_sort(all.begin(), all.end(), [](const Finding& one, const Finding& other) {
    return split_place(one) < split_place(other);
  });
  keep_few(all);
  return all;
}

bool is_accepted(const Finding& finding) { return finding.accepted_because.has_value(); }

std::vector<FindingKind> finding_kinds() {
  std::vector<FindingKind> kinds;
  for (const LintRule& each : rules) kinds.push_back(each.kind);
  kinds.insert(kinds.end(), {acceptance_unknown, acceptance_unused});
  return kinds;
}

void Findings::about(const Item& item, std::string what, std::string way_out) {
  about(item.place, item.path, std::move(what), std::move(way_out));
}

void Findings::about(const std::string& place, const std::string& id, std::string what,
                     std::string way_out) {
  all_.push_back({std::string(code_), place, id, std::move(what), std::move(way_out)});
}

ItemIndex Linted::phase_of(ItemIndex index) const {
  while (plan.items[index].parent) index = *plan.items[index].parent;
  return index;
}

std::optional<ItemIndex> Linted::first_that_does(std::string_view trait) const {
  for (ItemIndex index = 0; index < plan.items.size(); ++index)
    if (plan.items[index].does == trait && is_main(index)) return index;
  return std::nullopt;
}

const std::string& Linted::owner_of(ItemIndex index) const {
  while (plan.items[index].owner.empty() && plan.items[index].parent)
    index = *plan.items[index].parent;
  return plan.items[index].owner;
}

std::string said(const Item& item) {
  return std::string(text_of(item.kind)) + (item.path.empty() ? "" : " \"" + item.path + "\"");
}

std::string counted_text(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

}  // namespace golive
