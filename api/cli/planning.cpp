// plan: a runbook resolved for one J, to be read, printed, or taken into a calendar.
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/cli/timeline_text.h"
#include "api/new_run.h"
#include "calendar/plan_calendar.h"
#include "report/deployment_plan.h"

namespace golive::cli {

enum class PlanFormat { text, json, markdown, html, calendar };

}  // namespace golive::cli

namespace golive {
template <>
struct EnumText<cli::PlanFormat> {
  static constexpr EnumTable<cli::PlanFormat, 5> table{{{cli::PlanFormat::text, "text"},
                                                        {cli::PlanFormat::json, "json"},
                                                        {cli::PlanFormat::markdown, "md"},
                                                        {cli::PlanFormat::html, "html"},
                                                        {cli::PlanFormat::calendar, "ics"}}};
};
}  // namespace golive

namespace golive::cli {
namespace {

struct PlanAsked {
  std::string runbook, j, format = "text", language, file;
};

Result<std::string> calendar_text(const ReportWish& wish, const Plan& plan,
                                  const Timeline& timeline) {
  const auto words =
      words_for(wish.templates, wish.language.empty() ? plan.language : wish.language);
  if (!words) return tl::unexpected<Error>(words.error());
  return plan_calendar(plan, timeline, *words);
}

Result<std::string> made(const PlanAsked& asked, const Plan& plan, const Timeline& timeline) {
  ReportWish wish;
  wish.language = asked.language;
  switch (*parse_enum<PlanFormat>(asked.format)) {
    case PlanFormat::text:
      return timeline_text(plan, timeline) + "\n";
    case PlanFormat::json:
      return timeline_json(plan, timeline) + "\n";
    case PlanFormat::markdown:
      wish.format = ReportFormat::markdown;
      return deployment_plan(wish, plan, timeline);
    case PlanFormat::html:
      return deployment_plan(wish, plan, timeline);
    case PlanFormat::calendar:
      return calendar_text(wish, plan, timeline);
  }
  return fail(ErrorKind::invalid, "there is no such format", "format");
}

int plan(const PlanAsked& asked) {
  const bool as_json = parse_enum<PlanFormat>(asked.format) == PlanFormat::json;
  const auto date = parse_date(asked.j);
  if (!date) return failed(date.error(), as_json);
  const auto loaded = load_runbook(asked.runbook);
  if (!loaded) return failed(loaded.error(), as_json);
  auto timeline = timeline_of(loaded->plan, *date);
  if (!timeline) {
    auto& place = timeline.error().place;
    if (!place.empty()) place = place_in(asked.runbook, place);
    failed(timeline.error(), as_json);
    return exit_no;  // it can be represented: a finding about this J
  }
  const auto document = made(asked, loaded->plan, *timeline);
  if (!document) return failed(document.error(), as_json);
  return hand_out(asked.file, *document);
}

}  // namespace

void add_planning(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<PlanAsked>();
  auto* command = app.add_subcommand("plan", "A runbook resolved for one J, times local and UTC");
  command->add_option("RUNBOOK", asked->runbook, "A folder with runbook.lua, or a .lua file")
      ->required();
  command->add_option("--j", asked->j, "The go-live day, YYYY-MM-DD")->required();
  command->add_option("--format", asked->format, "text, json, md, html, or ics: a calendar")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json", "md", "html", "ics"}));
  command->add_option("--lang", asked->language, "fr or en, of md, html and ics; else the plan's")
      ->check(CLI::IsMember({"fr", "en"}));
  command->add_option("-o", asked->file, "Into this file instead of the terminal");
  command->callback([&chosen, asked] { chosen.action = [asked] { return plan(*asked); }; });
}

}  // namespace golive::cli
