#include "lua/item_hash.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/sha256.h"
#include "lua/block.h"
#include "lua/bytecode.h"
#include "lua/children.h"
#include "lua/golive_module.h"
#include "lua/slot_function.h"

namespace golive {
namespace {

constexpr int deepest_value = 100;              // tables and functions in each other
constexpr std::size_t most_values = 1'000'000;  // that are looked at in one runbook: about 1 s
constexpr std::size_t bytes_of_a_value = 64;    // longer texts count as more
constexpr int slots_of_a_value = 12;            // of Lua's stack

int add_bytes(lua_State*, const void* bytes, std::size_t size, void* text) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), size);
  return 0;
}

// What is known by a name, as every script has it: the libraries, and golive's modules.
using KnownValues = std::unordered_map<const void*, std::string>;

// What is the same wherever it is met: looked at once in a runbook.
struct Seen {
  KnownValues known = {};
  std::unordered_map<const void*, std::string> code = {};  // of functions; empty: unclear
  // Of tables that hold plain data, and no way back; empty: of others.
  std::unordered_map<const void*, std::string> data = {};
  std::size_t values = 0;
};

// One walk over all that a value reaches. Each table and function is written once, and numbered;
// where it is met again, its number stands for it.
class Walk {
 public:
  Walk(lua_State* lua, Seen& seen) : lua_(lua), seen_(seen) {}

  // The value on top; it stays.
  void value(int depth = 0) {
    if (depth > deepest_value || ++seen_.values > most_values ||
        lua_checkstack(lua_, slots_of_a_value) == 0)
      clear_ = false;
    if (!clear_) return;
    const int top = lua_gettop(lua_);
    switch (lua_type(lua_, top)) {
      case LUA_TNIL:
        out_ += 'n';
        break;
      case LUA_TBOOLEAN:
        out_ += lua_toboolean(lua_, top) != 0 ? 't' : 'f';
        break;
      case LUA_TNUMBER:
      case LUA_TSTRING:
        seen_.values += lua_rawlen(lua_, top) / bytes_of_a_value;
        out_ += scalar(top);
        break;
      case LUA_TTABLE:
        if (!is_met(top)) table(top, depth);
        break;
      case LUA_TFUNCTION:
        if (!is_met(top)) function(top, depth);
        break;
      default:
        clear_ = false;
    }
    lua_settop(lua_, top);
  }
  void add(std::string_view text) { out_ += text; }
  // Empty: it cannot be told.
  [[nodiscard]] std::string hash() const { return clear_ ? sha256(out_) : std::string(); }

 private:
  [[nodiscard]] std::string scalar(int index) const {
    if (lua_type(lua_, index) == LUA_TSTRING) {
      std::size_t size = 0;
      const char* text = lua_tolstring(lua_, index, &size);
      return "s" + std::to_string(size) + ":" + std::string(text, size);
    }
    if (lua_isinteger(lua_, index) != 0)
      return "i" + std::to_string(lua_tointeger(lua_, index)) + ";";
    std::array<char, 40> digits{};
    std::snprintf(digits.data(), digits.size(), "d%a;", lua_tonumber(lua_, index));
    return digits.data();
  }
  bool is_met(int index) {
    const void* address = lua_topointer(lua_, index);
    if (const auto known = seen_.known.find(address); known != seen_.known.end()) {
      out_ += "k" + known->second + ";";
      return true;
    }
    const auto [met, is_new] = met_.emplace(address, met_.size());
    if (!is_new) out_ += "r" + std::to_string(met->second) + ";";
    return !is_new;
  }
  void table(int index, int depth) {
    if (const std::string& data = data_of(index, depth); !data.empty()) {
      out_ += "p" + data;
      return;
    }
    const auto keys = keys_of(index);
    if (!keys) {
      clear_ = false;
      return;
    }
    out_ += '{';
    for (const std::string& key : *keys) {
      if (!clear_) return;
      out_ += key + "=";
      push_key(key);
      lua_rawget(lua_, index);
      value(depth + 1);
      lua_pop(lua_, 1);
    }
    out_ += '}';
    if (lua_getmetatable(lua_, index) == 0) return;
    out_ += 'm';
    value(depth + 1);
    lua_pop(lua_, 1);
  }
  // In their order, as scalar() writes them; none if one of them is no scalar.
  std::optional<std::vector<std::string>> keys_of(int index) {
    std::vector<std::string> keys;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      const int key = lua_gettop(lua_) - 1, kind = lua_type(lua_, key);
      if (kind != LUA_TNUMBER && kind != LUA_TSTRING && kind != LUA_TBOOLEAN) {
        lua_pop(lua_, 2);
        return std::nullopt;
      }
      keys.push_back(kind == LUA_TBOOLEAN ? (lua_toboolean(lua_, key) != 0 ? "bt" : "bf")
                                          : scalar(key));
    }
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  // While it is looked at, it counts as no plain data: so a way back to it is found.
  const std::string& data_of(int index, int depth) {
    const auto [found, is_new] = seen_.data.try_emplace(lua_topointer(lua_, index));
    std::string& data = found->second;
    if (!is_new || depth > deepest_value || lua_checkstack(lua_, slots_of_a_value) == 0)
      return data;
    if (lua_getmetatable(lua_, index) != 0) {
      lua_pop(lua_, 1);
      return data;
    }
    const auto keys = keys_of(index);
    if (!keys) return data;
    std::string text;
    for (const std::string& key : *keys) {
      ++seen_.values;
      push_key(key);
      lua_rawget(lua_, index);
      const std::string part = plain_value(lua_gettop(lua_), depth);
      lua_pop(lua_, 1);
      if (part.empty()) return data;
      text += key + "=" + part;
    }
    return data = sha256(text);  // references stay good in this kind of map
  }
  std::string plain_value(int index, int depth) {
    switch (lua_type(lua_, index)) {
      case LUA_TBOOLEAN:
        return lua_toboolean(lua_, index) != 0 ? "t" : "f";
      case LUA_TNUMBER:
      case LUA_TSTRING:
        return scalar(index);
      case LUA_TTABLE:
        if (seen_.known.contains(lua_topointer(lua_, index))) return {};
        return data_of(index, depth + 1);
      default:
        return {};
    }
  }
  void push_key(const std::string& key) {
    switch (key[0]) {
      case 'b':
        return lua_pushboolean(lua_, key[1] == 't' ? 1 : 0);
      case 'i':
        return lua_pushinteger(lua_, std::stoll(key.substr(1)));
      case 'd':
        return lua_pushnumber(lua_, std::strtod(key.c_str() + 1, nullptr));
      default: {
        const auto text = key.substr(key.find(':') + 1);
        lua_pushlstring(lua_, text.data(), text.size());
      }
    }
  }
  // Its code without lines; empty: it cannot be told.
  const std::string& code_of(int index) {
    const auto [found, is_new] = seen_.code.try_emplace(lua_topointer(lua_, index));
    std::string dump;
    if (is_new && lua_iscfunction(lua_, index) == 0 && lua_dump(lua_, add_bytes, &dump, 1) == 0)
      if (const auto code = without_lines(dump)) found->second = sha256(*code);
    return found->second;
  }
  void function(int index, int depth) {
    const std::string& code = code_of(index);
    if (code.empty()) {
      clear_ = false;
      return;
    }
    out_ += "c" + code + "(";
    for (int upvalue = 1; lua_getupvalue(lua_, index, upvalue) != nullptr; ++upvalue) {
      value(depth + 1);
      lua_pop(lua_, 1);
    }
    out_ += ')';
  }

  lua_State* lua_;
  Seen& seen_;
  std::unordered_map<const void*, std::size_t> met_ = {};
  std::string out_ = {};
  bool clear_ = true;
};

class ItemHashes {
 public:
  ItemHashes(const Script& script, Plan& plan) : script_(script), lua_(script.lua()), plan_(plan) {
    know_globals();
    know_modules();
  }

  // Items as read_plan() numbers them.
  void below(int block) {
    visit_children(lua_, block, [this] {
      if (!is_item(block_at(lua_, -1)->kind)) return;
      plan_.items[next_++].code = code_of(lua_gettop(lua_));
      below(-1);
    });
  }

 private:
  std::string code_of(int block) {
    Walk walk(lua_, seen_);
    bool has_any = false;
    for (const Slot slot : {Slot::when, Slot::action, Slot::undo, Slot::probe}) {
      if (!push_slot_function(lua_, block, slot)) continue;
      has_any = true;
      walk.add(text_of(slot));
      walk.value();
      lua_pop(lua_, 1);
    }
    if (!has_any) return {};
    const std::string hash = walk.hash();
    return hash.empty() ? std::string(unclear_code) : hash.substr(0, item_code_digits);
  }

  void know(const std::string& name) {
    if (lua_type(lua_, -1) == LUA_TTABLE || lua_type(lua_, -1) == LUA_TFUNCTION)
      seen_.known.emplace(lua_topointer(lua_, -1), name);
  }
  // Pushes the table behind a read-only view of it (make_strict), or nothing.
  bool push_behind_view() {
    if (lua_getmetatable(lua_, -1) == 0) return false;
    lua_pushliteral(lua_, "__index");
    lua_rawget(lua_, -2);
    lua_remove(lua_, -2);
    if (lua_istable(lua_, -1)) return true;
    lua_pop(lua_, 1);
    return false;
  }
  // The same in every runbook: a name says what they are.
  void know_globals() {
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    know("_ENV");
    for (lua_pushnil(lua_); lua_next(lua_, -2) != 0; lua_pop(lua_, 1)) {
      if (lua_type(lua_, -2) != LUA_TSTRING) continue;
      const std::string name = lua_tostring(lua_, -2);
      know(name);
      if (!lua_istable(lua_, -1) || !push_behind_view()) continue;
      for (lua_pushnil(lua_); lua_next(lua_, -2) != 0; lua_pop(lua_, 1))
        if (lua_type(lua_, -2) == LUA_TSTRING) know(name + "." + lua_tostring(lua_, -2));
      lua_pop(lua_, 1);
    }
    lua_pop(lua_, 1);
  }
  // golive's own are known by their text; a runbook's are looked into like anything else.
  void know_modules() {
    std::string texts;
    for (const auto& each : golive_modules()) {
      const std::string file(each.file);
      const auto own = script_.used().find(file);
      texts += file + "\n" + (own == script_.used().end() ? std::string(each.text) : own->second);
    }
    const std::string digest = sha256(texts).substr(0, item_code_digits);
    script_.push_modules(lua_);
    for (lua_pushnil(lua_); lua_next(lua_, -2) != 0; lua_pop(lua_, 1)) {
      const std::string name = lua_tostring(lua_, -2);
      if (name.starts_with("golive.")) know(name + "@" + digest);
    }
    lua_pop(lua_, 1);
  }

  const Script& script_;
  lua_State* lua_;
  Plan& plan_;
  Seen seen_ = {};
  std::size_t next_ = 0;
};

}  // namespace

void hash_items(Script& script, Plan& plan) { ItemHashes(script, plan).below(Script::plan_index); }

}  // namespace golive
