// Loading runbooks in tests: short texts in, a plan or the error's line out.
#pragma once

#include <string>

#include "lua/loader.h"

namespace golive::test {

inline Result<LoadedRunbook> load(const std::string& text,
                                  std::map<std::string, std::string> more = {}) {
  RunbookText runbook{std::move(more)};
  runbook.files["runbook.lua"] = text;
  return LuaLoader().load(runbook);
}

// `runbook.lua:3: what (way out)`, or "loaded".
inline std::string refusal(const std::string& text, std::map<std::string, std::string> more = {}) {
  const auto loaded = load(text, std::move(more));
  return loaded ? "loaded" : to_line(loaded.error());
}

// A plan around children, which begin on line 3.
inline std::string plan_of(const std::string& children) {
  return "return plan \"p\" { timezone = \"Europe/Paris\",\n role \"dba\" { title = \"DBA\" },\n" +
         children + "}\n";
}
// A plan with one phase around its children, which begin on line 3.
inline std::string phase_of(const std::string& children) {
  return "local nop = function() end return plan \"p\" { role \"dba\" { title = \"DBA\" },\n"
         " phase \"day\" { on = \"J\",\n" +
         children + "} }\n";
}

}  // namespace golive::test
