// Children: the blocks written inside a block, in the order written, plain lists among them
// spliced.
#pragma once

#include <functional>
#include <lua.hpp>

#include "core/plan.h"

namespace golive {

// Calls `visit` with each child on top of the stack. Throws Unloadable for what is no finished
// block.
void visit_children(lua_State* lua, int block, const std::function<void()>& visit);

// Pushes the block of an item of the plan made from the plan block at `plan`; false: there is none.
bool push_item(lua_State* lua, int plan, ItemIndex item);

}  // namespace golive
