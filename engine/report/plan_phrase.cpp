#include "report/plan_phrase.h"

#include <nlohmann/json.hpp>

#include "report/said.h"
#include "view/mark.h"
#include "view/owner.h"

namespace golive {

namespace {

using std::chrono::sys_days;

constexpr const char* no_break = "\u00a0";

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string_view tone_name(Tone tone) {
  switch (tone) {
    case Tone::quiet:
      return "quiet";
    case Tone::good:
      return "good";
    case Tone::busy:
      return "busy";
    case Tone::asks:
      return "asks";
    case Tone::bad:
      return "bad";
  }
  return "quiet";
}

}  // namespace

std::string PlanPhrase::clock(Instant instant) const {
  const auto minute = to_local(timeline_.zone, instant).minute;
  const auto between =
      words_.language() == "fr" ? no_break + std::string("h") + no_break : std::string(":");
  return two_digits(minute / 60) + between + two_digits(minute % 60);
}

std::string PlanPhrase::date(Date date) const {
  const auto weekday = std::chrono::weekday(sys_days(date)).iso_encoding() - 1;
  const auto month = static_cast<unsigned>(date.month()) - 1;
  return words_.word("weekdays", weekday) + " " +
         std::to_string(static_cast<unsigned>(date.day())) + " " + words_.word("months", month) +
         " " + std::to_string(static_cast<int>(date.year()));
}

std::string PlanPhrase::short_date(Date date) const {
  const auto weekday = std::chrono::weekday(sys_days(date)).iso_encoding() - 1;
  const auto month = static_cast<unsigned>(date.month()) - 1;
  return words_.word("weekdays_short", weekday) + no_break +
         std::to_string(static_cast<unsigned>(date.day())) + no_break +
         words_.word("months_short", month) + no_break +
         std::to_string(static_cast<int>(date.year()));
}

nlohmann::json PlanPhrase::time(const std::optional<Instant>& instant) const {
  if (!instant) return nullptr;
  const auto& timeline = timeline_;
  const auto local = to_local(timeline.zone, *instant).date;
  const auto days = (sys_days(local) - sys_days(timeline.j)).count();
  const auto iso = to_text(*instant);
  auto text = clock(*instant);
  auto utc = iso.substr(11, 5) + " UTC";
  if (days != 0) text = to_text(Moment{static_cast<int>(days), false, {}}) + " " + text;
  // Where the UTC day is another one, a clock alone would mislead.
  if (to_text(local) != iso.substr(0, 10)) utc = iso.substr(0, 10) + " " + utc;
  return {{"text", text}, {"utc", utc}, {"iso", iso}};
}

// Empty where one of the two is no midnight. The end of a day is the midnight after it.
std::string PlanPhrase::days(const std::optional<Instant>& start,
                             const std::optional<Instant>& end) const {
  const auto& timeline = timeline_;
  const auto offset = [&](const LocalTime& local) {
    return static_cast<int>((sys_days(local.date) - sys_days(timeline.j)).count());
  };
  const auto from = to_local(timeline.zone, *start);
  const auto to = to_local(timeline.zone, end.value_or(*start));
  if (from.minute != 0 || to.minute != 0) return {};
  const auto last = end ? offset(to) - 1 : offset(from);
  const auto first_text = to_text(Moment{offset(from), false, {}});
  if (last <= offset(from)) return first_text;
  return first_text + " – " + to_text(Moment{last, false, {}});
}

nlohmann::json PlanPhrase::span(const std::optional<Instant>& start,
                                const std::optional<Instant>& end) const {
  if (!start) return nullptr;
  const auto from = time(start), to = time(end);
  nlohmann::json json{{"start", from}, {"end", to}, {"text", days(start, end)}};
  const bool whole_days = !json["text"].get_ref<const std::string&>().empty();
  const auto joined = [&](const char* field) {
    const auto text = from[field].get<std::string>();
    return end && from != to ? text + " – " + to[field].get<std::string>() : text;
  };
  if (!whole_days) json["text"] = joined("text");
  json["utc"] = joined("utc");
  return json;
}

nlohmann::json PlanPhrase::dated_span(const std::optional<Instant>& start,
                                      const std::optional<Instant>& end) const {
  auto json = span(start, end);
  if (!start) return json;
  const auto first = to_local(timeline_.zone, *start).date;
  auto last = to_local(timeline_.zone, end.value_or(*start)).date;
  const bool at_midnight = end && *end > *start && day_start(timeline_.zone, last) == *end;
  if (at_midnight) last = Date(sys_days(last) - std::chrono::days(1));
  const bool on_j = first == timeline_.j && last == timeline_.j && days(start, end).empty();
  json["dates"] = on_j            ? std::string()
                  : first == last ? short_date(first)
                                  : short_date(first) + " – " + short_date(last);
  return json;
}

nlohmann::json PlanPhrase::full_time(const std::optional<Instant>& instant) const {
  if (!instant) return nullptr;
  auto json = time(instant);
  json["text"] = date(to_local(timeline_.zone, *instant).date) + ", " + clock(*instant);
  return json;
}

std::string PlanPhrase::duration(Duration duration) const {
  using namespace std::chrono;
  if (duration < Duration::zero()) return "-" + this->duration(-duration);
  const auto days_part = duration_cast<std::chrono::days>(duration);
  const auto hours_part = duration_cast<hours>(duration - days_part);
  const auto minutes_part = duration_cast<minutes>(duration - days_part - hours_part);
  const auto seconds_part =
      duration_cast<seconds>(duration - days_part - hours_part - minutes_part);
  std::string text;
  const auto add = [&](auto count, std::string_view unit) {
    if (count == 0) return;
    if (!text.empty()) text += " ";
    text += std::to_string(count) + no_break + words_.word("units", unit);
  };
  add(days_part.count(), "day");
  add(hours_part.count(), "hour");
  add(minutes_part.count(), "minute");
  if (duration < hours(1)) add(seconds_part.count(), "second");
  if (text.empty()) return "0" + std::string(no_break) + words_.word("units", "second");
  return text;
}

nlohmann::json PlanPhrase::item(ItemIndex item) const {
  const auto& found = plan_.items[item];
  return {{"path", found.path}, {"title", name_of(found)}};
}

std::string PlanPhrase::role(const std::string& id) const { return role_title(plan_, id); }

std::string PlanPhrase::fields(const std::vector<std::string>& names) const {
  std::string text;
  for (const auto& name : names)
    text += (text.empty() ? "" : ", ") + words_.word("amendment_field", name);
  return text;
}

std::string PlanPhrase::rule(const Rule& rule) const {
  if (rule.kind == Rule::Kind::role) return role(rule.role);
  if (rule.kind == Rule::Kind::at_least)
    return std::to_string(rule.count) + no_break + "×" + no_break + role(rule.role);
  const auto between = words_.word("rule", rule.kind == Rule::Kind::all_of ? "and" : "or");
  std::string text;
  for (const auto& part : rule.parts) {
    const bool nested = part.parts.size() > 1;
    const auto one = this->rule(part);
    text += (text.empty() ? "" : " " + between + " ") + (nested ? "(" + one + ")" : one);
  }
  return rule.parts.empty() ? role(rule.role) : text;
}

std::string PlanPhrase::said(std::string_view sentence) const {
  return golive::said(words_, sentence);
}

std::string PlanPhrase::actor(const std::string& name) const {
  return name == "engine" ? words_.word("door", name) : name;
}

std::string PlanPhrase::door(const std::string& from) const {
  const auto space = from.find(' ');
  const auto name = words_.word("door", std::string_view(from).substr(0, space));
  return space == std::string::npos ? name : name + ", " + from.substr(space + 1);
}

nlohmann::json PlanPhrase::state(std::string_view group, std::string_view id) const {
  const auto mark = mark_of(id);
  return {{"id", id},
          {"text", words_.word(group, id)},
          {"mark", mark.shape},
          {"tone", tone_name(mark.tone)}};
}

}  // namespace golive
