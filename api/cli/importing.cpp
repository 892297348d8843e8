// import: from a deployment plan in Markdown to a runbook's skeleton, and what is missing in it.
#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "draft/import.h"
#include "lua/loader.h"
#include "rim/zone.h"

namespace golive::cli {
namespace {

namespace fs = std::filesystem;

struct ImportAsked {
  std::string plan, folder;
  bool as_json = false;
};

struct Imported {
  Draft draft;
  Plan plan;  // as its runbook loads
  fs::path runbook;
};

// No more of it than may be read: a plan is text that people write.
Result<std::string> read_plan(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error))
    return fail(ErrorKind::invalid, "it is a folder", path, "name a plan in Markdown");
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return fail(ErrorKind::not_found, "the plan cannot be opened", path,
                "check its name and its rights");
  std::string text(limits::plan_document_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return fail(ErrorKind::invalid, "the plan cannot be read", path);
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// A folder for the runbook, made if it is not there; never over another runbook.
Result<fs::path> make_room(const fs::path& folder) {
  std::error_code error;
  const auto runbook = folder / "runbook.lua";
  if (fs::exists(fs::symlink_status(runbook, error)))
    return fail(ErrorKind::conflict, "there is a runbook already", runbook.string(),
                "name another folder by -o");
  fs::create_directory(folder, error);
  if (!fs::is_directory(folder, error))
    return fail(ErrorKind::invalid, "the folder cannot be made", folder.string(),
                "check that what it stands in is there, and its rights");
  return runbook;
}

bool is_zone(const std::string& name) {
  return zone_rules(name, std::chrono::year(2000) / 1 / 1).has_value();
}

Result<Imported> import(const ImportAsked& asked) {
  const auto text = read_plan(asked.plan);
  if (!text) return tl::unexpected<Error>(text.error());
  auto draft = import_plan(*text, asked.plan, is_zone);
  if (!draft) return tl::unexpected<Error>(draft.error());
  const auto runbook = runbook_text(*draft, fs::path(asked.plan).filename().string());
  // What does not load is not handed out.
  auto loaded = LuaLoader().load({{{"runbook.lua", runbook}}});
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  const auto place = make_room(asked.folder.empty() ? draft->id : asked.folder);
  if (!place) return tl::unexpected<Error>(place.error());
  if (const auto written = write_whole(place->string(), runbook); !written) {
    std::error_code ignored;
    fs::remove(place->parent_path(), ignored);  // if it is empty
    return tl::unexpected<Error>(written.error());
  }
  return Imported{std::move(*draft), std::move(loaded->plan), *place};
}

std::string place_of(const Gap& gap, const std::string& file) {
  return gap.line == 0 ? file : fmt::format("{}:{}", file, gap.line);
}

using Counts = std::vector<std::pair<std::string, std::size_t>>;

// How many there are of each, in the order people ask.
Counts found_in(const Imported& imported) {
  const auto& plan = imported.plan;
  Counts counts{{"phases", plan.phases.size()}, {"items", plan.items.size()}};
  for (const auto kind : {ItemKind::task, ItemKind::checklist, ItemKind::gate}) {
    const auto of_kind = [&](const auto& item) { return item.kind == kind; };
    const auto count = std::count_if(plan.items.begin(), plan.items.end(), of_kind);
    counts.emplace_back(std::string(text_of(kind)) + "s", static_cast<std::size_t>(count));
  }
  counts.insert(counts.end(), {{"contingencies", plan.contingencies.size()},
                               {"roles", plan.roles.size()},
                               {"contacts", plan.contacts.size()},
                               {"environments", plan.environments.size()},
                               {"secrets", plan.secrets.size()},
                               {"objectives", plan.objectives.size()}});
  return counts;
}

std::string told(const Imported& imported, const std::string& file) {
  std::string counts;
  for (const auto& [name, count] : found_in(imported))
    if (count > 0) counts += fmt::format("{}{}: {}", counts.empty() ? "" : ", ", name, count);
  auto text = fmt::format("{}\n{}\nIt is in {}. Missing:", imported.draft.title, counts,
                          imported.runbook.string());
  for (const auto& gap : imported.draft.gaps)
    text += fmt::format("\n{}: {}: {} ({})", place_of(gap, file), gap.code, gap.what, gap.way_out);
  return text;
}

std::string told_as_json(const Imported& imported, const std::string& file) {
  auto gaps = nlohmann::json::array();
  for (const auto& gap : imported.draft.gaps)
    gaps.push_back({{"code", gap.code},
                    {"place", to_utf8(place_of(gap, file))},
                    {"what", gap.what},
                    {"way_out", gap.way_out}});
  auto found = nlohmann::json::object();
  for (const auto& [name, count] : found_in(imported)) found[name] = count;
  return nlohmann::json{{"ok", true},
                        {"plan", imported.plan.id},
                        {"runbook", to_utf8(imported.runbook.string())},
                        {"found", std::move(found)},
                        {"gaps", std::move(gaps)}}
      .dump(2);
}

int import_and_tell(const ImportAsked& asked) {
  const auto imported = import(asked);
  if (imported)
    return done(asked.as_json ? told_as_json(*imported, asked.plan) : told(*imported, asked.plan));
  return failed(imported.error(), asked.as_json);
}

}  // namespace

void add_importing(CLI::App& app, Invocation& chosen) {
  const auto asked = std::make_shared<ImportAsked>();
  auto* command = app.add_subcommand("import", "Draft a runbook from a plan in Markdown");
  command->add_option("PLAN", asked->plan, "A deployment plan, French or English")->required();
  command->add_option("-o", asked->folder, "The runbook's folder (the plan's id)");
  command->add_flag("--json", asked->as_json, "For machines");
  command->callback(
      [&chosen, asked] { chosen.action = [asked] { return import_and_tell(*asked); }; });
}

}  // namespace golive::cli
