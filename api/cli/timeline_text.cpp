#include "api/cli/timeline_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "view/owner.h"

namespace golive::cli {
namespace {

using std::chrono::sys_days;

constexpr std::size_t columns = 100, details_at = 39;

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  }));
}

std::string padded(const std::string& text, std::size_t width) {
  const auto now = width_of(text);
  return now < width ? text + std::string(width - now, ' ') : text;
}

// The words of `text` in lines that begin at column `at`; the first one is begun already.
std::string wrapped(std::string_view text, std::size_t at) {
  std::string out;
  std::size_t column = at;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \n\t"), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (column > at && column + 1 + width_of(word) > columns) {
      out += "\n" + std::string(at, ' ');
      column = at;
    } else if (column > at) {
      out += " ";
      ++column;
    }
    out += word;
    column += width_of(word);
  }
  return out + "\n";
}

std::string rule_text(const Rule& rule) {
  if (rule.kind == Rule::Kind::role) return rule.role;
  if (rule.kind == Rule::Kind::at_least) return fmt::format("{} x {}", rule.count, rule.role);
  std::string text;
  for (const auto& part : rule.parts) {
    const auto one = part.parts.size() > 1 ? "(" + rule_text(part) + ")" : rule_text(part);
    const char* between = rule.kind == Rule::Kind::all_of ? " and " : " or ";
    text += (text.empty() ? "" : between) + one;
  }
  return text;
}

std::string trigger_text(const Trigger& trigger) {
  if (trigger.kind != Trigger::Kind::any_of)
    return std::string(text_of(trigger.kind)) + " " + trigger.item;
  std::string text;
  for (const auto& part : trigger.parts) text += (text.empty() ? "" : ", or ") + trigger_text(part);
  return text;
}

class Lines {
 public:
  Lines(const Plan& plan, const Timeline& timeline) : plan_(plan), timeline_(timeline) {}

  [[nodiscard]] std::string text() const;

 private:
  [[nodiscard]] std::string local(Instant instant) const;
  [[nodiscard]] std::string offset(Instant instant) const;
  [[nodiscard]] std::string utc(Instant instant) const;
  [[nodiscard]] std::string span(const Planned& planned) const;
  [[nodiscard]] std::string days(const Planned& planned) const;
  [[nodiscard]] std::string phase(ItemIndex index) const;
  [[nodiscard]] std::string item(ItemIndex index) const;
  [[nodiscard]] std::string items_in(ItemIndex holder) const;
  [[nodiscard]] std::string details(ItemIndex index) const;
  [[nodiscard]] std::string contingency(ItemIndex index) const;
  [[nodiscard]] std::string holidays() const;

  const Plan& plan_;
  const Timeline& timeline_;
};

std::string Lines::local(Instant instant) const { return local_text(timeline_.zone, instant); }

// "J-3 18:00"; at midnight the day alone.
std::string Lines::offset(Instant instant) const {
  const auto local = to_local(timeline_.zone, instant);
  const auto days = (sys_days(local.date) - sys_days(timeline_.j)).count();
  auto text = to_text(Moment{static_cast<int>(days), false, {}});
  if (local.minute != 0) text += " " + local_clock_text(timeline_.zone, instant);
  return text;
}

// "17:00Z"; with its day where that is another one than the local day.
std::string Lines::utc(Instant instant) const {
  const auto text = to_text(instant);
  const auto same = local(instant).starts_with(text.substr(0, 10));
  return (same ? "" : text.substr(5, 5) + " ") + text.substr(11, 5) + "Z";
}

std::string Lines::span(const Planned& planned) const {
  if (!planned.start) return "at no time of its own";
  auto text = fmt::format("{} ({})", local(*planned.start), utc(*planned.start));
  if (planned.end) text += fmt::format(" to {} ({})", local(*planned.end), utc(*planned.end));
  return text;
}

std::string Lines::details(ItemIndex index) const {
  const auto& item = plan_.items[index];
  auto text = item.path;
  const auto owner = owner_of(plan_, index);
  if (!owner.empty()) text += " [" + owner + "]";
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!value.empty()) text += "; " + name + value;
  };
  if (item.kind == ItemKind::gate) add("decided by ", rule_text(item.decided_by));
  if (item.within) add("within ", to_text(*item.within));
  if (item.valid_for) add("valid for ", to_text(*item.valid_for));
  add("requires a rehearsal of ", item.rehearsed_phase);
  if (item.rehearsed_within) add("not older than ", to_text(*item.rehearsed_within));
  add("before ", item.hook_before);
  add("after ", item.hook_after);
  if (item.during) add("for ", to_text(*item.during));
  add("in the window ", item.window);
  add("does ", item.does);
  return text;
}

std::string Lines::item(ItemIndex index) const {
  const auto& item = plan_.items[index];
  const auto& start = timeline_.items[index].start;
  auto text =
      "  " + padded(start ? offset(*start) : "", 11) + padded(start ? utc(*start) : "", 13) +
      padded(item.estimate ? to_text(*item.estimate) : "", 7) +
      padded(item.kind == ItemKind::checklist ? "list" : std::string(text_of(item.kind)), 6);
  if (!item.title.empty()) text += wrapped(item.title, details_at) + std::string(details_at, ' ');
  return text + wrapped(details(index), details_at);
}

std::string Lines::items_in(ItemIndex holder) const {
  std::string text;
  for (const auto child : plan_.items[holder].children) {
    if (plan_.items[child].kind != ItemKind::parallel) text += item(child);
    text += items_in(child);
  }
  return text;
}

// "J-21 to J-15": whole days by their first and last.
std::string Lines::days(const Planned& planned) const {
  if (!planned.start) return {};
  const auto first = offset(*planned.start);
  const auto ends = to_local(timeline_.zone, planned.end.value_or(*planned.start)).minute == 0;
  const auto last = planned.end ? offset(*planned.end - std::chrono::minutes(ends ? 1 : 0)) : first;
  const auto day = [](const std::string& text) { return text.substr(0, text.find(' ')); };
  return day(first) + (day(first) == day(last) ? "" : " to " + day(last)) + "  ";
}

std::string Lines::phase(ItemIndex index) const {
  const auto& item = plan_.items[index];
  const auto owner = owner_of(plan_, index);
  const auto& planned = timeline_.items[index];
  return fmt::format("\n{}{}  {}{}\n{}\n", days(planned), name_of(item), item.path,
                     owner.empty() ? "" : " [" + owner + "]", span(planned)) +
         (item.window.empty() ? "" : "in the window " + item.window + "\n") + items_in(index);
}

std::string Lines::contingency(ItemIndex index) const {
  const auto& item = plan_.items[index];
  auto text = fmt::format("\ncontingency: {}  {}\n", name_of(item), item.path);
  const auto add = [&](std::string_view name, const std::string& value) {
    text += fmt::format("  {:<10}", name) + wrapped(value, 12);
  };
  if (!item.risk.empty()) add("risk", item.risk);
  add("trigger", item.trigger ? trigger_text(*item.trigger) : "a person");
  add("decides", rule_text(item.decided_by) + (item.automatic ? "; by itself" : ""));
  add("by when", item.within ? "within " + to_text(*item.within) : "no deadline");
  auto back = item.rollback_to.empty() ? "none: the run goes on" : "to " + item.rollback_to;
  if (!item.rollback_after.empty()) back += ", after " + item.rollback_after;
  add("rollback", back);
  return text + items_in(index);
}

// Those that golive computes are no news to anybody.
std::string Lines::holidays() const {
  std::string from = plan_.holidays;
  for (const auto& file : plan_.holiday_files) from += (from.empty() ? "" : " and ") + file;
  const auto count = plan_.holiday_dates.size();
  return fmt::format("holidays of {} ({} day{})\n", from, count, count == 1 ? "" : "s");
}

std::string Lines::text() const {
  auto text = fmt::format("{}\nJ = {} ({}); plan {}\n", plan_.title, to_text(timeline_.j),
                          plan_.timezone, plan_.hash.substr(0, 12));
  if (!plan_.holiday_files.empty()) text += holidays();
  for (const auto index : plan_.phases) text += phase(index);
  for (const auto index : plan_.contingencies) text += contingency(index);
  for (const auto& freeze : timeline_.freezes)
    text += fmt::format("\nfreeze {}: {}\n  {} to {}: {}\n", freeze.id, freeze.reason,
                        offset(freeze.from), offset(freeze.to), span({freeze.from, freeze.to}));
  for (const auto& open : timeline_.windows) {
    const Window* window = find_window(plan_, open.id);
    const auto what =
        !window ? "" : window->title + (window->reason.empty() ? "" : ": " + window->reason);
    text += fmt::format("\nwindow {}{}\n  {} to {}: {}\n", open.id, what.empty() ? "" : "  " + what,
                        offset(open.from), offset(open.to), span({open.from, open.to}));
  }
  text.pop_back();
  // A title's control characters would mean something to the terminal.
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\n') || c == '\x7f'; },
      ' ');
  return text;
}

}  // namespace

std::string timeline_text(const Plan& plan, const Timeline& timeline) {
  return Lines(plan, timeline).text();
}

}  // namespace golive::cli
