// Files that people bring along: templates of their own, scenarios, calendars of holidays,
// evidence.
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/limits.h"
#include "core/holiday_calendar.h"
#include "core/scenario.h"
#include "lua/scenario_file.h"
#include "played_day.h"
#include "reader.h"
#include "report/mustache.h"
#include "report/words.h"
#include "rim/media_type.h"
#include "tests/core/paris.h"

namespace golive::fuzz {
namespace {

constexpr std::string_view mark = "--@ ";

// Several files, each after a line "--@ name".
std::map<std::string, std::string> files_of(std::string_view input) {
  std::map<std::string, std::string> files;
  std::string name = "a.html.mustache";
  while (!input.empty()) {
    const auto end = std::min(input.find('\n'), input.size() - 1) + 1;
    const auto line = input.substr(0, end);
    input.remove_prefix(end);
    if (line.starts_with(mark) && line.ends_with('\n'))
      name = line.substr(mark.size(), line.size() - mark.size() - 1);
    else
      files[name] += line;
  }
  return files;
}

bool render(std::string_view input) {
  static const auto context = nlohmann::json::parse(
      R"({"title":"<T>","none":[],"no":false,"n":3,"items":[{"id":"a","notes":["x","y"]},)"
      R"({"id":"b","notes":[]}],"rows":[[1,2],[3]],"w":{"go":"GO"}})");
  const Templates templates("brand", files_of(input));
  bool rendered = true;
  for (const auto escape : {Escape::html, Escape::markdown, Escape::none}) {
    const auto text = render_template(templates, "a.html.mustache", context, escape);
    if (text) hold(text->size() <= limits::document_bytes, "a document has its limit");
    if (!text) hold(!to_line(text.error()).empty(), "a refusal says something");
    rendered = rendered && text;
  }
  return rendered;
}

bool read_words(std::string_view input) {
  const auto words = parse_words(input, "brand/words.de.json", "de");
  if (!words) return false;
  hold(words->word("nothing", "held") == "held", "a missing word stands for itself");
  hold(words->word("months", 11).empty(), "there is no more than there is");
  render_mustache("{{w.run_state.held}}{{#w.months}}{{.}}{{/w.months}}", "a",
                  nlohmann::json{{"w", words->all()}}, Escape::html);
  return true;
}

bool foresee(std::string_view input) {
  static const auto plan = day_plan(day_runbook());
  static const auto timeline = resolve_timeline(*plan, date("2027-01-15"), paris());
  const auto scenario = load_scenario("storm.lua", std::string(input));
  if (!scenario) {
    hold(!to_line(scenario.error()).empty(), "a refusal says something");
    return false;
  }
  const auto resolved = resolve_scenario(*scenario, *plan, *timeline);
  if (resolved) hold(resolved->items.size() == plan->items.size(), "each item has its fortune");
  return true;
}

bool read_holidays(std::string_view input) {
  const auto dates = parse_holiday_calendar(input, "days.ics");
  if (!dates) {
    hold(!to_line(dates.error()).empty(), "a refusal says something");
    return false;
  }
  hold(dates->size() <= limits::holiday_dates, "there are so many holidays and no more");
  for (std::size_t i = 0; i < dates->size(); ++i) {
    hold((*dates)[i].ok(), "a holiday is a day");
    hold(i == 0 || (*dates)[i - 1] < (*dates)[i], "holidays are in order, each once");
  }
  return true;
}

// Its name, a line's end, and its bytes.
bool take_evidence(std::string_view input) {
  const auto [name, bytes] = halves(input, '\n');
  if (const auto decoded = from_base64(bytes))
    hold(to_base64(*decoded) == bytes, "there is one text for the same bytes");
  hold(from_base64(to_base64(bytes)) == bytes, "bytes come back");
  const auto content = content_of(bytes, name);
  if (!content) return false;
  hold(content->media_type.find("html") == std::string::npos, "no page is kept");
  hold(content->is_text || bytes.find_first_of("%\x89\xff"
                                               "P\x1f") == 0,
       "what is no text is known");
  return true;
}

}  // namespace

Reader template_reader() {
  return {
      "template",
      {"<h1>{{title}}</h1>{{#items}}{{id}}{{#notes}}{{.}}{{/notes}}{{^notes}}none{{/notes}}"
       "{{/items}}{{{title}}}{{&n}}{{! not shown }}{{w.go}}",
       "{{>head}}\n{{#rows}}{{#.}}{{.}}{{/.}}{{/rows}}\n--@ head.mustache\n<p>{{title}}</p>\n"},
      {"{{",          "}}",          "{{{",        "}}}",    "{{#items}}", "{{/items}}",
       "{{^none}}",   "{{/none}}",   "{{#.}}",     "{{/.}}", "{{.}}",      "{{>head}}",
       "{{>a.html}}", "{{=<% %>=}}", "{{!",        "{{&",    "\n",         "\n--@ head.mustache\n",
       "{{#rows}}",   "{{/rows}}",   "{{#title}}", "\xff",   "{{#a.b.c}}"},
      render};
}

Reader words_reader() {
  return {"words",
          {R"({"run_state":{"held":"angehalten"},"months":["Januar","Februar"]})"},
          json_words({"\"months\":", "\"run_state\":{", "\"held\":"}),
          read_words};
}

Reader scenario_reader() {
  return {
      "scenario",
      {"return scenario { title = \"a bad day\", failures = 2, late = \"5m\",\n"
       "  fail \"deploy\" { times = 1 }, flaps \"two\" { percent = 30 },\n"
       "  absent \"lead\" { from = \"J 08:00\", to = \"J 10:00\" }, late \"go\" { by = \"20m\" },\n"
       "  freeze \"x\" { from = \"J 09:00\", to = \"J 09:40\", reason = \"x\" } }"},
      {"fail \"go\" {},",
       "flaps \"day\" { percent = 101 },",
       "absent \"dba\" {},",
       "{",
       "}",
       "late \"deploy\" { by = \"-1m\" },",
       "failures = 1e9,",
       "times = -1",
       "each({1,2}, ",
       "nil",
       "\"day\"",
       "\"J+2147483647\"",
       "\"J 25:00\"",
       "function() return ",
       " end",
       "setmetatable({}, ",
       "require \"x\"",
       "\"\\0\"",
       "0/0",
       "math.huge",
       "\xff"},
      foresee};
}

Reader holidays_reader() {
  return {
      "holidays",
      {"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270507\r\n"
       "DTEND;VALUE=DATE:20270509\r\nSUMMARY:a long\r\n  name\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
       "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20240229\n"
       "RRULE:FREQ=YEARLY;COUNT=9;BYMONTH=2\nSTATUS:CANCELLED\nEND:VEVENT\nEND:VCALENDAR\n"},
      {"BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "END:VCALENDAR\r\n", "BEGIN:VALARM\r\n", "\r\n ",
       "RRULE:FREQ=YEARLY", ";COUNT=", ";UNTIL=", ";INTERVAL=1", ";BYMONTHDAY=", "DTEND:",
       "DTSTART;VALUE=DATE:", "00000101", "99991231", "20270230", "2147483648", "\"", ":", ";"},
      read_holidays};
}

Reader evidence_reader() {
  return {
      "evidence",
      {"a.txt\nall is well\n", "a.json\n{\"ok\":true}", "b.pdf\n%PDF-1.7\n", "c.gz\n\x1f\x8b\x08x",
       "r.xml\n<testsuite><testcase name=\"a\"><failure/></testcase></testsuite>", "d\nYWJj"},
      {"\n",
       ".pdf\n",
       ".HTML\n",
       ".svg\n",
       "<html",
       "<!DOCTYPE html",
       "<svg",
       "\xef\xbb\xbf",
       "%PDF-",
       "PK\x03\x04",
       "\x89PNG\r\n\x1a\n",
       "\xff\xd8\xff",
       "<?xml",
       "<testsuites>",
       "[",
       "{",
       "=",
       "==",
       "\xc3",
       "\x1b",
       "\x02"},
      take_evidence};
}

}  // namespace golive::fuzz
