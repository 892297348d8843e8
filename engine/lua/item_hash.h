// Item hash: what the functions of an item (run, undo, when, probe) are, with all they reach:
// upvalues, tables, golive's modules. The same text gives the same hash in every process; one that
// does the same further down in the file has the same hash, too. What cannot be looked into
// (userdata, a table as a key) makes it unclear, and an unclear item counts as changed.
#pragma once

#include <cstddef>
#include <string_view>

#include "lua/script.h"

namespace golive {

inline constexpr std::string_view unclear_code = "?";
inline constexpr std::size_t item_code_digits = 32;

// Fills Item::code of a plan just read; unclear_code where it cannot be told.
void hash_items(Script& script, Plan& plan);

}  // namespace golive
