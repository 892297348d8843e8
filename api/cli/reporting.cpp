// report: the documents made from a run's log.
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/whole_log.h"
#include "store/data_dir.h"

namespace golive::cli {
namespace {

struct ReportAsked {
  std::string run, kind, format = "html", language, file;
};

int report(const Invocation& invocation, const ReportAsked& asked) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  ReportWish wish;
  wish.kind = asked.kind;
  wish.format = *parse_enum<ReportFormat>(asked.format);
  wish.language = asked.language;
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return failed(dir.error());
  const auto text = report_on(**reader, asked.run, wish, dir->output());
  if (!text) return failed(text.error());
  return hand_out(asked.file, *text);
}

}  // namespace

void add_reporting(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<ReportAsked>();
  std::string kinds;
  for (const auto kind : report_kinds()) (kinds += kinds.empty() ? "" : ", ") += kind;
  auto* command = app.add_subcommand("report", "Make a document from a run's log");
  command->add_option("RUN", asked->run, "The run's id")->required();
  command->add_option("KIND", asked->kind, kinds)->required();
  command->add_option("--format", asked->format, "html, md or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"html", "md", "json"}));
  command->add_option("--lang", asked->language, "fr or en; else the plan's language")
      ->check(CLI::IsMember({"fr", "en"}));
  command->add_option("-o", asked->file, "Into this file instead of the terminal");
  command->callback(
      [&chosen, asked] { chosen.action = [&chosen, asked] { return report(chosen, *asked); }; });
}

}  // namespace golive::cli
