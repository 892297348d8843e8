// Fields: the named values of one block or table, read with their types. What does not fit throws
// an Unloadable that names the field, with the line on which it stands. Not for use between Lua
// frames.
#pragma once

#include <lua.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_text.h"
#include "base/error.h"
#include "base/instant.h"
#include "core/moment.h"
#include "lua/known_field.h"
#include "lua/source_scan.h"

namespace golive {

struct Unloadable {
  Error error;
};

// Where a table was written, for messages.
struct Written {
  std::string label;  // `step "migrate"`
  std::string file;
  int line = 0;
  const std::vector<WrittenField>* fields = nullptr;  // if known
};

class Fields {
 public:
  // Keeps the table at `index` on the stack while it lives.
  Fields(lua_State* lua, int index, Written written);
  ~Fields() { lua_settop(lua_, top_); }
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  // Refuses a field that is not among `known`, and, unless `children`, list entries.
  void allow(const KnownFields& known, bool children) const;

  [[nodiscard]] bool has(const char* field) const;
  [[nodiscard]] std::string text(const char* field) const;            // empty if absent
  [[nodiscard]] std::string number_or_text(const char* field) const;  // as written, empty if absent
  [[nodiscard]] std::optional<bool> flag(const char* field) const;
  [[nodiscard]] std::optional<lua_Integer> integer(const char* field) const;
  [[nodiscard]] std::optional<Duration> duration(const char* field) const;
  [[nodiscard]] std::optional<Moment> moment(const char* field) const;
  // A list of texts; one text is a list of one.
  [[nodiscard]] std::vector<std::string> texts(const char* field) const;
  // The lines of a text in [[...]], without what indents them all; or a list of lines.
  [[nodiscard]] std::vector<std::string> lines(const char* field) const;
  // One of an enum's texts.
  template <class E>
  std::optional<E> one_of(const char* field) const;

  // Pushes the value; its type.
  int push(const char* field) const;
  [[nodiscard]] std::vector<std::string> names() const;  // in the order written, if known
  [[nodiscard]] lua_State* lua() const { return lua_; }
  [[nodiscard]] int table() const { return table_; }
  [[nodiscard]] const Written& written() const { return written_; }
  [[nodiscard]] std::string place(std::string_view field = {}) const;
  [[noreturn]] void refuse(std::string_view field, const std::string& what,
                           const std::string& way_out = {}) const;
  [[noreturn]] void refuse_type(const char* field, const std::string& wanted) const;

 private:
  lua_State* lua_;
  int top_, table_;
  Written written_;
};

template <class E>
std::optional<E> Fields::one_of(const char* field) const {
  const std::string word = text(field);
  if (word.empty()) return std::nullopt;
  if (const auto value = parse_enum<E>(word)) return value;
  std::string known;
  for (const auto& entry : EnumText<E>::table)
    known += (known.empty() ? "\"" : ", \"") + std::string(entry.second) + "\"";
  refuse(field, std::string(field) + " is \"" + word + "\"", "it is one of " + known);
}

}  // namespace golive
