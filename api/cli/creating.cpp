// new: a runbook to begin with, its test, and what an editor needs to know of both. Runbook and
// test are templates that pass as they are.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

#include "api/cli/annotating.h"
#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "report/built_in_text.h"

namespace golive::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view placeholder = "@NAME@";

std::string filled(std::string_view text_name, const std::string& name) {
  std::string text(built_in_text(text_name));
  for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at))
    text.replace(at, placeholder.size(), name);
  return text;
}

// The plan's id is the folder's name.
Result<void> check_name(const std::string& name) {
  const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  if (good && name.front() != '-') return {};
  return fail(ErrorKind::invalid, "\"" + name + "\" cannot be a plan's id", "NAME",
              "take letters, digits, - and _: golive new web-shop");
}

Result<fs::path> create(const fs::path& asked) {
  const auto folder = asked.has_filename() ? asked : asked.parent_path();
  const std::string name = folder.filename().string();
  if (auto good = check_name(name); !good) return tl::unexpected(good.error());
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error)) && !fs::is_empty(folder, error))
    return fail(ErrorKind::conflict, "there is something already", folder.string(),
                "name a folder that is not there yet");
  fs::create_directories(folder / "tests", error);
  if (!fs::is_directory(folder / "tests", error))
    return fail(ErrorKind::invalid, "the folder cannot be made", folder.string(),
                "check that what it stands in is there, and its rights");
  const auto test = (folder / "tests" / "good_day_test.lua").string();
  if (auto done = write_whole(test, filled("new-runbook_test.lua", name)); !done)
    return tl::unexpected(done.error());
  if (auto done = write_annotations(folder / "meta", nullptr); !done)
    return tl::unexpected(done.error());
  const auto settings = (folder / ".luarc.json").string();
  if (auto done = write_whole(settings, filled("luarc.json", name)); !done)
    return tl::unexpected(done.error());
  const auto runbook = (folder / "runbook.lua").string();
  if (auto done = write_whole(runbook, filled("new-runbook.lua", name)); !done)
    return tl::unexpected(done.error());
  return folder;
}

int create_and_tell(const std::string& asked) {
  const auto folder = create(asked);
  if (!folder) return failed(folder.error());
  const auto path = folder->string();
  return done("A runbook is in " + path + "/runbook.lua, its test in " + path +
              "/tests/good_day_test.lua;\nmeta/ and .luarc.json tell an editor (LuaLS) what can be "
              "written there.\nNext: golive check " +
              path + ", golive test " + path + ", golive simulate " + path + " --j DATE");
}

}  // namespace

void add_creating(CLI::App& app, Invocation& chosen) {
  const auto name = std::make_shared<std::string>();
  auto* command = app.add_subcommand("new", "A runbook to begin with, and its test");
  command->add_option("NAME", *name, "The runbook's folder; its last part is the plan's id")
      ->required();
  command->callback([&chosen, name] { chosen.action = [name] { return create_and_tell(*name); }; });
}

}  // namespace golive::cli
