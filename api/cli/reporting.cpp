// report: the documents made from a run's log.
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/template_folder.h"
#include "api/typesetter.h"
#include "api/whole_log.h"
#include "store/data_dir.h"

namespace golive::cli {
namespace {

struct ReportAsked {
  std::string run, kind, format = "html", language, day, templates, file;
  std::uint64_t seq = 0;
};

int report(const Invocation& invocation, const ReportAsked& asked) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  ReportWish wish;
  wish.kind = asked.kind;
  const bool as_pdf = asked.format == "pdf";
  if (!as_pdf) wish.format = *parse_enum<ReportFormat>(asked.format);
  wish.language = asked.language;
  wish.day = asked.day;
  wish.seq = asked.seq;
  if (!asked.templates.empty()) {
    auto templates = read_templates(asked.templates);
    if (!templates) return failed(templates.error());
    wish.templates = *std::move(templates);
  }
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return failed(dir.error());
  const auto text = report_on(**reader, asked.run, wish, dir->output());
  if (!text) return failed(text.error());
  if (!as_pdf) return hand_out(asked.file, *text);
  const auto pdf = typeset(*text, asked.templates);
  return pdf ? hand_out(asked.file, *pdf) : failed(pdf.error());
}

}  // namespace

void add_reporting(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<ReportAsked>();
  std::string kinds;
  for (const auto kind : report_kinds()) (kinds += kinds.empty() ? "" : ", ") += kind;
  auto* command = app.add_subcommand("report", "Make a document from a run's log");
  command->add_option("RUN", asked->run, "The run's id")->required();
  command->add_option("KIND", asked->kind, kinds)->required();
  command
      ->add_option("--format", asked->format,
                   "html, md, json, csv: its table, or pdf: by weasyprint")
      ->capture_default_str()
      ->check(CLI::IsMember({"html", "md", "json", "csv", "pdf"}));
  command->add_option("--lang", asked->language, "fr or en; else the plan's language");
  command->add_option("--day", asked->day, "YYYY-MM-DD, of a daily-note; else the log's last day");
  command->add_option("--seq", asked->seq, "As it was after this event of the log")
      ->check([](const std::string& text) {
        constexpr std::size_t digits = 18;
        const bool is_number = text.find_first_not_of("0123456789") == std::string::npos &&
                               text.find_first_not_of('0') != std::string::npos;
        return is_number && text.size() <= digits ? "" : "it is the number of an event, from 1 on";
      });
  command
      ->add_option("--templates", asked->templates,
                   "A folder with templates and words of your own (docs/reports.md)")
      ->envname("GOLIVE_TEMPLATES");
  command->add_option("-o", asked->file, "Into this file instead of the terminal");
  command->callback(
      [&chosen, asked] { chosen.action = [&chosen, asked] { return report(chosen, *asked); }; });
}

}  // namespace golive::cli
