// KnownField: a name that an author may write in one table (or finds in one), for whoever reads
// that table and for the author's editor. Each table has its list once: block_fields.h,
// call_fields.h.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace golive {

struct KnownField {
  std::string_view name;
  std::string_view type;  // as LuaLS writes types
  std::string_view doc;   // what it is, in a line
  bool required = false;
};
using KnownFields = std::vector<KnownField>;

constexpr bool required_field = true;

inline KnownFields list_of(std::span<const KnownField> fields) {
  return {fields.begin(), fields.end()};
}

inline std::vector<std::string> names_of(const KnownFields& fields) {
  std::vector<std::string> names;
  for (const KnownField& each : fields) names.emplace_back(each.name);
  return names;
}

}  // namespace golive
