// Script: a runbook's text evaluated in a fresh sandbox, or a scenario's. What remains is the plan
// block (the scenario block) on the sandbox's stack, with the authors' functions in it: the loader
// reads it into a Plan, a body calls its function. All `require`s are answered while it loads, from
// the runbook's own files and golive's library, never from disk.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/error.h"
#include "lua/block.h"
#include "lua/sandbox.h"
#include "lua/source_scan.h"
#include "port/runbook_loader.h"

namespace golive {

class Script {
 public:
  // Index of the plan block on the main thread's stack, once evaluated.
  static constexpr int plan_index = 1;

  // `checked`: the text is also scanned for what Lua lets pass (a field given twice). Text that is
  // in an archive was checked when it came in.
  Script(std::shared_ptr<const RunbookText> text, bool checked,
         Vocabulary vocabulary = Vocabulary::runbook);
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;

  // Once. Errors are ErrorKind::unloadable with file and line.
  Result<void> evaluate();

  [[nodiscard]] Sandbox& sandbox() { return sandbox_; }
  [[nodiscard]] lua_State* lua() const { return sandbox_.lua(); }
  // A file of the runbook's that is no Lua; it counts as used. Null: there is none.
  const std::string* take_text(const std::string& file);
  // Why a file that is there is not among them ("is not UTF-8"); null: it is not there.
  [[nodiscard]] const std::string* refused(const std::string& file) const;
  // Pushes the table of what the modules returned, by their names.
  void push_modules(lua_State* lua) const;
  // The files evaluated, golive's modules included, and those taken.
  [[nodiscard]] const std::map<std::string, std::string>& used() const { return used_; }
  [[nodiscard]] const std::map<std::string, SourceScan>& scans() const { return scans_; }

 private:
  static int run_main(lua_State* lua);
  static int require(lua_State* lua);
  static Script& of(lua_State* lua);
  void push_module(lua_State* lua, const std::string& name);
  // Pushes the value that a file returns. `module` is what the author called it, for messages.
  void push_result(lua_State* lua, const std::string& file, const std::string& module);
  void compile(lua_State* lua, const std::string& file, const std::string& text);
  void check(lua_State* lua, const std::string& file, const std::string& text);
  void check_names(lua_State* lua, const std::string& file, const std::string& text);
  [[nodiscard]] const std::string* text_of_file(const std::string& file);

  std::shared_ptr<const RunbookText> text_;
  bool checked_, loading_ = true;
  Vocabulary vocabulary_;
  std::map<std::string, std::string> used_;
  std::map<std::string, SourceScan> scans_;
  Sandbox sandbox_;
};

}  // namespace golive
