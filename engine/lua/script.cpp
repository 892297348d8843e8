#include "lua/script.h"

#include <algorithm>

#include "base/limits.h"
#include "lua/block.h"
#include "lua/compile.h"
#include "lua/ctx.h"
#include "lua/failure.h"
#include "lua/golive_module.h"
#include "lua/library.h"
#include "lua/undefined_name.h"

namespace golive {
namespace {

constexpr char script_key = 0, modules_key = 0;  // addresses in the registry
constexpr std::string_view library_prefix = "golive.";

std::string file_of_module(std::string name) {
  std::replace(name.begin(), name.end(), '.', '/');
  return name + ".lua";
}

std::string module_of_file(std::string file) {
  file.resize(file.size() - std::min<std::size_t>(file.size(), 4));
  std::replace(file.begin(), file.end(), '/', '.');
  return file;
}

bool is_module_name(std::string_view name) {
  return !name.empty() && name.find_first_of("/\\:") == std::string_view::npos &&
         name.front() != '.' && name.back() != '.' && name.find("..") == std::string_view::npos;
}

}  // namespace

Script::Script(std::shared_ptr<const RunbookText> text, bool checked, Vocabulary vocabulary)
    : text_(std::move(text)), checked_(checked), vocabulary_(vocabulary) {
  lua_State* state = lua();
  lua_pushlightuserdata(state, this);
  lua_rawsetp(state, LUA_REGISTRYINDEX, &script_key);
  lua_newtable(state);
  lua_rawsetp(state, LUA_REGISTRYINDEX, &modules_key);
  // The environment is strict; adding to it goes past that.
  lua_pushglobaltable(state);
  lua_newtable(state);
  add_vocabulary(state, vocabulary);
  lua_pushcfunction(state, require);
  lua_setfield(state, -2, "require");
  for (lua_pushnil(state); lua_next(state, -2);) {
    lua_pushvalue(state, -2);
    lua_insert(state, -2);
    lua_rawset(state, -5);
  }
  lua_settop(state, 0);
}

Script& Script::of(lua_State* lua) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &script_key);
  auto* script = static_cast<Script*>(lua_touserdata(lua, -1));
  lua_pop(lua, 1);
  return *script;
}

Result<void> Script::evaluate() {
  lua_State* state = lua();
  lua_State* thread = lua_newthread(state);
  lua_pushcfunction(thread, run_main);
  int results = 0;
  const int status = sandbox_.resume(thread, 0, &results);
  loading_ = false;
  if (status != LUA_OK) return tl::unexpected(read_failure(thread, status));
  lua_xmove(thread, state, 1);
  lua_replace(state, plan_index);  // in the place of the thread
  return {};
}

int Script::run_main(lua_State* lua) {
  Script& script = of(lua);
  const std::string& file = script.text_->main;
  script.push_result(lua, file, file);
  const Block* block = block_at(lua, -1);
  const BlockKind root = root_of(script.vocabulary_);
  if (!block || !block->finished || block->kind != root) {
    const bool runbook = root == BlockKind::plan;
    const std::string what(golive::text_of(root));
    raise_at(lua, file + ":1",
             runbook ? "the runbook returns no plan" : "the file returns no " + what,
             "end it with: return " + (runbook ? "plan \"id\"" : what) + " { ... }");
  }
  return 1;
}

int Script::require(lua_State* lua) {
  if (lua_type(lua, 1) != LUA_TSTRING) raise(lua, "require takes a module's name");
  of(lua).push_module(lua, lua_tostring(lua, 1));
  return 1;
}

void Script::push_modules(lua_State* lua) const {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &modules_key);
}

void Script::push_module(lua_State* lua, const std::string& name) {
  lua_rawgetp(lua, LUA_REGISTRYINDEX, &modules_key);
  const int modules = lua_gettop(lua);
  const int type = lua_getfield(lua, modules, name.c_str());
  if (type == LUA_TLIGHTUSERDATA)
    raise(lua, "the module \"" + name + "\" requires itself, in a circle");
  if (type != LUA_TNIL) return;
  if (!loading_)
    raise(lua, "the module \"" + name + "\" is required while a body runs",
          "require it at the top of the file");
  lua_pushlightuserdata(lua, this);
  lua_setfield(lua, modules, name.c_str());
  push_result(lua, is_module_name(name) ? file_of_module(name) : "", name);
  if (lua_isnil(lua, -1)) {
    lua_pushboolean(lua, true);
    lua_replace(lua, -2);
  }
  if (name.starts_with(library_prefix) && lua_istable(lua, -1)) make_strict(lua, name);
  lua_pushvalue(lua, -1);
  lua_setfield(lua, modules, name.c_str());
}

void Script::push_result(lua_State* lua, const std::string& file, const std::string& module) {
  const std::string* text = text_of_file(file);
  if (!text) {
    std::vector<std::string> known;
    for (const auto& entry : text_->files) known.push_back(module_of_file(entry.first));
    for (const auto& each : golive_modules())
      known.push_back(module_of_file(std::string(each.file)));
    const std::string what = module == text_->main ? "file" : "module";
    const auto close = did_you_mean(module, known);
    raise(lua, "there is no " + what + " \"" + module + "\"",
          close.empty() ? "a runbook requires its own files and golive's library only" : close);
  }
  compile(lua, file, *text);
  lua_call(lua, 0, 1);
}

const std::string* Script::text_of_file(const std::string& file) {
  if (const auto own = text_->files.find(file); own != text_->files.end())
    return &used_.emplace(file, own->second).first->second;
  for (const auto& each : golive_modules())
    if (each.file == file) return &used_.emplace(file, std::string(each.text)).first->second;
  return nullptr;
}

const std::string* Script::take_text(const std::string& file) {
  const auto own = text_->files.find(file);
  return own == text_->files.end() ? nullptr : &used_.emplace(file, own->second).first->second;
}

const std::string* Script::refused(const std::string& file) const {
  const auto found = text_->refused.find(file);
  return found == text_->refused.end() ? nullptr : &found->second;
}

void Script::compile(lua_State* lua, const std::string& file, const std::string& text) {
  if (text.size() > limits::runbook_file_bytes)
    raise_at(lua, file + ":1",
             "the file has more than " + std::to_string(limits::runbook_file_bytes >> 10) + " KB");
  compile_file(lua, file, text);
  if (checked_) check(lua, file, text);
}

void Script::check(lua_State* lua, const std::string& file, const std::string& text) {
  auto scan = scan_source(file, text);
  if (!scan) raise_at(lua, scan.error().place, scan.error().what, scan.error().way_out);
  scans_[file] = std::move(*scan);
  check_names(lua, file, text);
}

void Script::check_names(lua_State* lua, const std::string& file, const std::string& text) {
  const auto methods = ctx_methods();
  const auto found = undefined_name(
      text, [&](const std::string& name) { return !unknown_global(lua, name); },
      [&](const std::string& name) {
        return std::find(methods.begin(), methods.end(), name) != methods.end();
      });
  if (!found) return;
  const std::string place = file + ":" + std::to_string(found->line);
  if (found->is_method)
    raise_at(lua, place, "ctx has no \"" + found->name + "\"", did_you_mean(found->name, methods));
  const auto why = unknown_global(lua, found->name);
  raise_at(lua, place, why->what, why->way_out);
}

}  // namespace golive
