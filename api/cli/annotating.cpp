// annotations: what runbooks are made of, for the author's editor.
#include "api/cli/annotating.h"

#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/new_run.h"
#include "lua/annotations.h"
#include "lua/golive_module.h"

namespace golive::cli {
namespace {

struct AnnotationsAsked {
  std::string runbook, folder;
};

int annotate(const AnnotationsAsked& asked) {
  std::optional<Plan> plan;
  if (!asked.runbook.empty()) {
    auto loaded = load_runbook(asked.runbook);
    if (!loaded) return failed(loaded.error());
    plan = std::move(loaded->plan);
  }
  const Plan* named = plan ? &*plan : nullptr;
  if (asked.folder.empty()) return hand_out({}, annotations(named));
  const auto written = write_annotations(asked.folder, named);
  return written ? exit_done : failed(written.error());
}

}  // namespace

Result<void> write_annotations(const std::filesystem::path& folder, const Plan* plan) {
  std::error_code error;
  std::filesystem::create_directories(folder / "golive", error);
  if (!std::filesystem::is_directory(folder / "golive", error))
    return fail(ErrorKind::invalid, "the folder cannot be made", folder.string(),
                "check that what it stands in is there, and its rights");
  for (const GoliveModule& each : golive_modules())
    if (auto done = write_whole((folder / each.file).string(), std::string(each.text)); !done)
      return done;
  return write_whole((folder / "golive.lua").string(), annotations(plan));
}

void add_annotating(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<AnnotationsAsked>();
  auto* command =
      app.add_subcommand("annotations", "What runbooks are made of, for your editor (LuaLS)");
  command->add_option("RUNBOOK", asked->runbook,
                      "Whose roles, secrets, parameters and items are to be told by name");
  command->add_option("-o,--output", asked->folder,
                      "A folder (by custom meta/ beside the runbook) instead of the terminal; "
                      "also gets the library's modules");
  command->callback([&chosen, asked] { chosen.action = [asked] { return annotate(*asked); }; });
}

}  // namespace golive::cli
