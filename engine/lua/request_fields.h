// RequestFields: the table that a body gives to a ctx function, read field by field. Texts have
// their
// "${name}" filled in from the run's environment ("$${" is a plain "${"). Raises; for use between
// Lua frames.
#pragma once

#include <lua.hpp>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lua/json_value.h"
#include "lua/known_field.h"

namespace golive {

class RequestFields {
 public:
  // `call` is for messages: "ctx:exec". A field that is not `known` is refused, and list entries
  // unless `entries`.
  RequestFields(lua_State* lua, int index, std::string call, const KnownFields& known,
                bool entries = false);

  [[nodiscard]] bool has(const char* field) const;
  [[nodiscard]] std::optional<std::string> text(const char* field) const;
  [[nodiscard]] std::optional<std::int64_t> milliseconds(
      const char* field) const;  // "5m", or seconds
  [[nodiscard]] std::optional<std::int64_t> whole(const char* field, std::int64_t least) const;
  // Into `request[name]`, if given.
  void copy_text_or_secret(const char* field, nlohmann::json& request) const;
  void copy_texts_or_secrets(const char* field, nlohmann::json& request) const;  // name -> value
  void copy_whole_numbers(const char* field, nlohmann::json& request) const;  // `ok`: {0, 3} or 0
  void copy_json(const char* field, nlohmann::json& request, Handles handles) const;
  // The list entries, texts and numbers.
  [[nodiscard]] std::vector<std::string> entries() const;

  int push(const char* field) const;
  [[nodiscard]] lua_State* lua() const { return lua_; }
  [[nodiscard]] const std::string& call() const { return call_; }

 private:
  [[nodiscard]] std::string text_at_top(const std::string& what, bool secrets) const;
  [[noreturn]] void refuse(const std::string& field, const std::string& wanted) const;

  lua_State* lua_;
  int table_;
  std::string call_;
};

// Fills in "${name}"; raises for a parameter that the environment lacks.
std::string fill_in(lua_State* lua, std::string_view text);

// Whether the list of whole numbers at `index` has it.
bool lists(lua_State* lua, int index, std::int64_t number);

}  // namespace golive
