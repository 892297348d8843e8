#include "api/amended_runbook.h"

#include <doctest/doctest.h>

#include "base/limits.h"
#include "lua/loader.h"

using namespace golive;

namespace {

const std::string archive = to_archive({{{"runbook.lua", "return 1"},
                                         {"lib/smoke.lua", "return 2"},
                                         {"lib/day.lua", "return 3"},
                                         {"eve/day.lua", "return 4"},
                                         {"holidays.txt", "2027-01-01"},
                                         {"golive/http.lua", "return 5"}},
                                        "runbook.lua"});

Error refusal(const RunbookFiles& files) {
  const auto text = amended_runbook(archive, files);
  REQUIRE_FALSE(text);
  CHECK(text.error().place == "files");
  CHECK_FALSE(text.error().way_out.empty());
  return text.error();
}

}  // namespace

TEST_CASE("what is given is changed, and what is not stays, golive's library too") {
  const auto text =
      amended_runbook(archive, {{"runbook.lua", "return 7"}, {"new.lua", "return 8"}});
  REQUIRE(text);
  CHECK(text->main == "runbook.lua");
  CHECK(text->files == std::map<std::string, std::string>{{"runbook.lua", "return 7"},
                                                          {"lib/smoke.lua", "return 2"},
                                                          {"lib/day.lua", "return 3"},
                                                          {"eve/day.lua", "return 4"},
                                                          {"holidays.txt", "2027-01-01"},
                                                          {"golive/http.lua", "return 5"},
                                                          {"new.lua", "return 8"}});
}

TEST_CASE("a name without a folder stands for the one file of that name") {
  CHECK(amended_runbook(archive, {{"smoke.lua", "x"}})->files.at("lib/smoke.lua") == "x");
  CHECK(amended_runbook(archive, {{"http.lua", "x"}})->files.at("http.lua") == "x");
  CHECK(refusal({{"lib/smoke.lua", "x"}, {"smoke.lua", "y"}}).what ==
        "lib/smoke.lua is sent twice, under two names");
  CHECK(refusal({{"day.lua", "x"}}).way_out == "say which one: eve/day.lua, lib/day.lua");
}

TEST_CASE("what can be no file of a runbook is refused, and why") {
  for (const char* name : {"", "/", "/etc/passwd", "../runbook.lua", "lib/../x.lua", "lib//x.lua",
                           ".git/x.lua", "lib/.x.lua", "a\\b.lua", "a\nb.lua", "\xff.lua"})
    CHECK_MESSAGE(
        refusal({{name, "x"}}).what.find("no path in a runbook's folder") != std::string::npos,
        name);
  CHECK(refusal({{std::string(2'000, 'a') + ".lua", "x"}}).what.size() < 200);
  for (const char* name : {"plan.pdf", "runbook", "lua", "lib/x.so"})
    CHECK(refusal({{name, "x"}}).what == std::string(name) + " is no file of a runbook");
  CHECK(refusal({{"golive/http.lua", "x"}}).what == "golive/http.lua is of golive's own library");
  CHECK(refusal({{"x.lua", "\xff"}}).what == "x.lua is not UTF-8");
  const auto large = refusal({{"x.lua", std::string(limits::runbook_file_bytes + 1, ' ')}});
  CHECK(large.kind == ErrorKind::too_large);
  CHECK(amended_runbook("{}", {}).error().kind == ErrorKind::unloadable);
}

TEST_CASE("a file that the runbook takes no notice of is refused with the names that it knows") {
  const auto text = amended_runbook(archive, {{"runbook (1).lua", "x"}});
  REQUIRE(text);
  const LoadedRunbook loaded{
      {}, to_archive({{{"runbook.lua", ""}, {"lib/smoke.lua", ""}, {"golive/http.lua", ""}}})};
  const auto taken = check_taken(*text, {{"runbook (1).lua", "x"}}, loaded);
  REQUIRE_FALSE(taken);
  CHECK(to_line(taken.error()) ==
        "files: the runbook takes no notice of runbook (1).lua (its files are lib/smoke.lua, "
        "runbook.lua: give the file the name it has there)");
  CHECK(check_taken(*text, {{"smoke.lua", "x"}, {"runbook.lua", "x"}}, loaded));
}
