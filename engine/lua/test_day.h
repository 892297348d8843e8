// The value that a test is given: a day that it plays.
//   day:answer("part", { code = 1 }, times)  requests that contain it are answered so
//   day:play(), day:play "item"              until the end, a hold, an offer; or the item has begun
//   day:pass "10m"                           time passes, nobody does anything
//   day:act("role", "command", { ... })      a command of the API, by somebody with that role
//   day:item "path", day:state "path"        how an item stands
//   day:run()                                how the run stands
//   day:asked "part"                         the requests that contain it, as a list
//   day:expect(ok, "sentence")               raises unless ok
//   day:expect_equal(got, wanted, "what")    raises unless they are equal
#pragma once

#include <lua.hpp>

#include "lua/known_field.h"
#include "port/test_stage.h"

namespace golive {

// `stage` must outlive the state.
void push_test_day(lua_State* lua, TestStage& stage);
KnownFields day_members();

}  // namespace golive
