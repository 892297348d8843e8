#include "draft/lua_writer.h"

#include <doctest/doctest.h>

#include <lua.hpp>

using namespace golive;

TEST_CASE("whatever a text has in it, Lua reads it back as it was") {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  for (const std::string& text :
       {bytes, std::string("\" .. os.exit() .. \""), std::string("\\"), std::string("]]\n--[["),
        std::string("\x01"
                    "23"),
        std::string("a\r\nb")}) {
    lua_State* lua = luaL_newstate();
    REQUIRE(luaL_dostring(lua, ("return " + lua_string(text)).c_str()) == LUA_OK);
    std::size_t size = 0;
    const char* read = lua_tolstring(lua, -1, &size);
    CHECK(std::string(read, size) == text);
    lua_close(lua);
  }
}

TEST_CASE("a comment is one line that does nothing") {
  for (const auto* text : {"[[ return 1 ]]", "a\nreturn 1", "\r return 1", "[==["}) {
    lua_State* lua = luaL_newstate();
    REQUIRE(luaL_dostring(lua, (lua_comment(text) + "\nreturn 2").c_str()) == LUA_OK);
    CHECK(lua_tointeger(lua, -1) == 2);
    lua_close(lua);
  }
}
