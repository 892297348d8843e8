// Item change: what an amendment makes of one item, as it is compared and kept in the log.
#pragma once

#include <string>
#include <vector>

#include "base/enum_text.h"

namespace golive {

// What an amendment makes of an item. Reworded: only what people read has changed.
enum class Change { kept, reworded, changed, added, removed };
template <>
struct EnumText<Change> {
  static constexpr EnumTable<Change, 5> table{{{Change::kept, "kept"},
                                               {Change::reworded, "reworded"},
                                               {Change::changed, "changed"},
                                               {Change::added, "added"},
                                               {Change::removed, "removed"}}};
};
// How far an item was when it was compared.
enum class Stage { ahead, begun, done };
template <>
struct EnumText<Stage> {
  static constexpr EnumTable<Stage, 3> table{
      {{Stage::ahead, "ahead"}, {Stage::begun, "begun"}, {Stage::done, "done"}}};
};
struct ItemChange {
  std::string item;  // its path
  Change change{};
  Stage stage = Stage::ahead;
  std::vector<std::string> what = {};  // the fields that differ; "functions", "order"
  friend bool operator==(const ItemChange&, const ItemChange&) = default;
};

}  // namespace golive
