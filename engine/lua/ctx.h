// ctx: what a body reaches the world through. One file a noun; the table of them all is in ctx.cpp.
#pragma once

#include <lua.hpp>
#include <string>
#include <vector>

#include "lua/known_field.h"

namespace golive {

// Pushes the ctx of a body's branch.
void push_ctx(lua_State* lua);
std::vector<std::string> ctx_methods();
// What an author finds in it: the methods, and what it says of the attempt.
KnownFields ctx_members();

// Each is called as a method: 1 is ctx.
int ctx_ask(lua_State* lua);
int ctx_check(lua_State* lua);
int ctx_evidence(lua_State* lua);
int ctx_exec(lua_State* lua);
int ctx_http(lua_State* lua);
int ctx_log(lua_State* lua);
int ctx_now(lua_State* lua);
int ctx_parallel(lua_State* lua);
int ctx_param(lua_State* lua);
int ctx_poll(lua_State* lua);
int ctx_random(lua_State* lua);
int ctx_result(lua_State* lua);
int ctx_secret(lua_State* lua);
int ctx_sleep(lua_State* lua);

}  // namespace golive
