// The text of runbooks, and their archives. An input is several files, each after a line "--@
// path".
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/codec.h"
#include "core/lint.h"
#include "lua/loader.h"
#include "reader.h"

namespace golive::fuzz {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view mark = "--@ ";

RunbookText text_of(std::string_view input) {
  RunbookText text;
  std::string file = "runbook.lua";
  while (!input.empty()) {
    const auto end = std::min(input.find('\n'), input.size() - 1) + 1;
    const auto line = input.substr(0, end);
    input.remove_prefix(end);
    if (line.starts_with(mark) && line.ends_with('\n'))
      file = line.substr(mark.size(), line.size() - mark.size() - 1);
    else
      text.files[file] += line;
  }
  return text;
}

std::string eventtickets() {
  const auto folder = fs::path(GOLIVE_SOURCE) / "runbooks" / "eventtickets";
  std::map<std::string, std::string> files;  // in one order, whatever the disk's
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const auto path = entry.path().lexically_relative(folder);
    if (entry.path().extension() != ".lua" || path.begin()->string() == "tests") continue;
    std::ifstream stream(entry.path());
    files[path] = {std::istreambuf_iterator<char>(stream), {}};
  }
  std::string input;
  for (const auto& [file, text] : files) input += std::string(mark) + file + "\n" + text + "\n";
  return input;
}

std::string around(const std::string& children) {
  return "local nop = function(ctx) end\nreturn plan \"p\" { timezone = \"Europe/Paris\",\n"
         "role \"dba\" { title = \"DBA\" }, environment \"uat\" { url = \"http://localhost\" },\n" +
         children + " }\n";
}

std::vector<std::string> runbooks() {
  return {
      eventtickets(),
      around(R"(phase "day" { on = "J", step "a" { run = nop, undo = nop, estimate = "20m" } })"),
      around(R"(phase "day" { from = "J-5wd", to = "J+1",
  step "a" { run = nop, retry = { times = 3, every = "5s" }, effects = false },
  gate "go" { decided_by = any_of { "dba", at_least(2, "dba") }, within = "15m", after = "a" } },
contingency "back" { trigger = any_of { failed "a" }, rollback_to = "day", decided_by = "dba" })"),
      around(R"(phase "day" { on = "J", parallel { each({ "a", "b" }, function(n)
  return step(n) { run = nop, effects = false } end) }, task "t" { owner = "dba", at = "08:15" },
  checklist "c" { step "x" { run = nop, effects = false } } })"),
      around("require \"lib.day\"") + std::string(mark) +
          "lib/day.lua\nreturn phase \"day\" { on = \"J\", task \"t\" { owner = \"dba\" } }\n",
      around(R"(phase "day" { on = "J", task(("t"):rep(3):gsub("t", "%0-", 2):sub(1, -2)) {
  owner = "dba", title = string.format("%q %5.2f", "x", 1.5) .. table.concat({ 1, 2 }, ",") } })"),
  };
}

bool load(std::string_view input) {
  LuaLoader loader;
  const auto loaded = loader.load(text_of(input));
  if (!loaded) {
    hold(!to_line(loaded.error()).empty(), "a refusal says something");
    return false;
  }
  const auto json = to_json(loaded->plan);
  const auto read = plan_from_json(json);
  hold(read.has_value(), "a plan that was loaded is read again from its JSON");
  hold(to_json(*read) == json, "a plan is the same after JSON");
  const auto archived = from_archive(loaded->archive);
  hold(archived.has_value(), "an archive is read again");
  hold(to_archive(*archived) == loaded->archive, "an archive is the same when read");
  const LintScope scope{.j = std::chrono::year(2027) / 1 / 15, .files = &archived->files};
  for (const Finding& each : lint(loaded->plan, scope))
    hold(!each.what.empty() && !each.way_out.empty(),
         "a finding says what is wrong, and a way out");
  return true;
}

bool read_archive(std::string_view input) {
  const auto text = from_archive(std::string(input));
  return text.has_value();
}

}  // namespace

Reader runbook_reader() {
  return {"runbook",
          runbooks(),
          {"nil",
           "{",
           "}",
           "(",
           ")",
           "[[",
           "]]",
           "--[[",
           "end",
           "function()",
           "return ",
           "\"",
           "\\",
           "\\u{7FFFFFFF}",
           "#",
           "..",
           "//",
           "1e308",
           "0x7fffffffffffffff",
           "\xff",
           "phase \"x\" { on = \"J\" },",
           "step \"x\" { run = nop },",
           "task \"a\" { ",
           "gate \"g\" { decided_by = \"dba\" },",
           "parallel { ",
           "(function() local r = task \"t\" { owner = \"dba\" } for i = 1, 4000 do "
           "r = parallel { r } end return r end)(),",
           "any_of { ",
           "each({1,2}, ",
           "contingency \"z\" { ",
           "watch \"w\" { ",
           "smoke \"s\" { ",
           "checklist \"c\" { ",
           "after = \"a\",",
           "on = \"J-3\",",
           "at = \"25:00\",",
           "setmetatable({}, {__index=",
           "require \"golive.files\"",
           "require \"runbook\"",
           "while true do end",
           "pcall(",
           "coroutine.wrap(",
           "string.rep(\"x\", 1e9)",
           "(\"x\"):rep(100000)",
           "table.concat(",
           "string.format(\"%99d\", ",
           "select(-1, ",
           "goto x",
           "::x::",
           "table.sort({3,1,2}, ",
           "string.gsub(",
           "load(\"return 1\")",
           "\n--@ lib/day.lua\n"},
          load};
}

Reader archive_reader() {
  return {"archive",
          {to_archive({{{"runbook.lua", "return 1"}, {"lib/a.lua", "return 2"}}}),
           to_archive({{}, "x.lua"})},
          json_words({"\"files\":", "\"main\":"}),
          read_archive};
}

}  // namespace golive::fuzz
