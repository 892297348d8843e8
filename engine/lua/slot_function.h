// What an author may give as `run`, `undo`, `when`, `probe`: a function, or a ready-made body of
// the library:
//   { body = function(ctx) ... end, traits = { does = ..., effects = false, ... }, undo = ...,
//   probe = ... }
// whose traits, undo and probe count unless the item says otherwise.
#pragma once

#include <lua.hpp>

#include "core/effect.h"
#include "lua/fields.h"

namespace golive {

// Checks what stands in a slot of an item; whether there is anything. Throws Unloadable.
bool has_slot(const Fields& item, Slot slot);
// Pushes the traits of the item's ready-made `run`, or nothing.
bool push_traits(const Fields& item);
// Pushes the function of a slot of the block at `block`; false: it has none.
bool push_slot_function(lua_State* lua, int block, Slot slot);

}  // namespace golive
