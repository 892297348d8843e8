// From the plan block of an evaluated script to a Plan. Throws Unloadable.
#pragma once

#include "core/plan.h"
#include "lua/fields.h"
#include "lua/script.h"

namespace golive {

Plan read_plan(Script& script);

// The fields of the block at `index`, with their lines if the script was checked.
Written written_at(const Script& script, int index);

// An item and all below it, appended to the plan. The block is on top of the stack.
ItemIndex read_item(const Script& script, Plan& plan, std::optional<ItemIndex> parent);

// `decided_by` and `trigger`.
Rule read_deciders(const Fields& fields, const char* field);
std::optional<Trigger> read_trigger(const Fields& fields);

}  // namespace golive
