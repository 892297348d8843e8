// The editor's file is what golive goes by, word for word.
#include "lua/annotations.h"

#include <doctest/doctest.h>

#include "loading.h"
#include "lua/block.h"
#include "tests/fakes/file_content.h"

using namespace golive;
using namespace golive::test;

namespace {

const std::filesystem::path source = GOLIVE_SOURCE;

std::vector<std::string> words_of(Vocabulary vocabulary) {
  lua_State* lua = luaL_newstate();
  lua_newtable(lua);
  add_vocabulary(lua, vocabulary);
  std::vector<std::string> words;
  for (lua_pushnil(lua); lua_next(lua, 1); lua_pop(lua, 1))
    words.emplace_back(lua_tostring(lua, -2));
  lua_close(lua);
  return words;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the editor's file is up to date with every binding and every field") {
  INFO("bring it up to date: golive annotations > runbooks/golive/meta.lua");
  CHECK(content(source / "runbooks/golive/meta.lua") == annotations());
}

TEST_CASE("each word of a runbook, a scenario or a test is known to the editor and to luacheck") {
  const auto told = annotations(), checked = content(source / ".luacheckrc");
  for (const auto vocabulary : {Vocabulary::runbook, Vocabulary::scenario, Vocabulary::tests})
    for (const std::string& word : words_of(vocabulary)) {
      CAPTURE(word);
      CHECK(has(told, "\nfunction " + word + "("));
      CHECK(has(checked, "\"" + word + "\""));
    }
}

TEST_CASE("each type that is named is also made") {
  const auto told = annotations();
  for (auto at = told.find("golive."); at != std::string::npos; at = told.find("golive.", at + 1)) {
    const auto end =
        told.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", at + 7);
    const auto name = told.substr(at, end - at);
    const bool made = has(told, "---@class " + name + "\n") ||
                      has(told, "---@class " + name + ":") || has(told, "---@alias " + name + " ");
    CHECK_MESSAGE(made, name);
  }
}

TEST_CASE("a plan's roles, secrets, parameters and items are known by name") {
  const auto loaded = load(R"(return plan "p" { timezone = "Europe/Paris",
    role "dba" { title = "DBA" }, role "lead" { title = "Lead" },
    environment "uat" { url = "http://uat" }, secret "key" { from = "env:KEY" },
    phase "a" { on = "J", task "look" {}, task "only" {} },
    phase "b" { on = "J+1", task "look" {} },
  })");
  REQUIRE(loaded);
  const auto told = annotations(&loaded->plan);
  CHECK(has(told, "---@alias golive.Role \"dba\"|\"lead\"\n"));
  CHECK(has(told, "---@alias golive.SecretName \"key\"\n"));
  CHECK(has(told, "---@alias golive.Param \"url\"\n"));
  CHECK(
      has(told,
          "---@alias golive.Item string|\"a\"|\"a/look\"|\"a/only\"|\"b\"|\"b/look\"|\"only\"\n"));
}
