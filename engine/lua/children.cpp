#include "lua/children.h"

#include "lua/block.h"
#include "lua/fields.h"
#include "lua/key_order.h"

namespace golive {
namespace {

constexpr int deepest = 50;           // lists in lists
constexpr int slots_of_a_child = 60;  // of Lua's stack, that reading one item takes

class Children {
 public:
  Children(lua_State* lua, int block, const std::function<void()>& visit)
      : lua_(lua), block_(lua_absindex(lua, block)), visit_(visit) {}

  void visit() {
    push_fields(lua_, block_);
    visit_list(false, 0);
    lua_pop(lua_, 1);
  }

 private:
  [[noreturn]] void refuse(const std::string& what, const std::string& way_out = {}) const {
    throw Unloadable{{ErrorKind::unloadable, label_of(lua_, block_) + ": " + what,
                      place_of_block(lua_, block_), way_out}};
  }

  // The list on top; a block's own table also has fields.
  void visit_list(bool plain, int depth) {
    luaL_checkstack(lua_, slots_of_a_child, nullptr);
    if (depth > deepest) refuse("its children are lists in lists in lists, too deep");
    const int list = lua_gettop(lua_);
    if (plain && lua_getmetatable(lua_, list)) refuse("a child must be a block");
    const lua_Integer count = push_ordered_keys(lua_, list);
    for (lua_Integer index = 1; index <= count; ++index) {
      lua_rawgeti(lua_, list + 1, index);
      if (lua_isinteger(lua_, -1)) {
        lua_rawgeti(lua_, list, lua_tointeger(lua_, -1));
        visit_child(depth);
        lua_pop(lua_, 1);
      } else if (plain) {
        refuse(std::string("a table with the field \"") + luaL_tolstring(lua_, -1, nullptr) +
                   "\" stands where a child must be a block",
               "a kind is missing before it, like step \"id\" { ... }");
      }
      lua_pop(lua_, 1);
    }
    lua_pop(lua_, 1);
  }

  void visit_child(int depth) {
    if (lua_type(lua_, -1) == LUA_TTABLE) return visit_list(true, depth + 1);
    const Block* child = block_at(lua_, -1);
    if (!child && rule_at(lua_, -1))
      refuse(std::string(text_of(*rule_at(lua_, -1))) + " stands where a child must be a block");
    if (!child)
      refuse(std::string("a ") + luaL_typename(lua_, -1) + " stands where a child must be a block");
    if (!child->finished) {
      const auto label = label_of(lua_, -1);
      throw Unloadable{{ErrorKind::unloadable, label + " has no { }", place_of_block(lua_, -1),
                        "write " + label + " { ... }"}};
    }
    const int top = lua_gettop(lua_);
    visit_();
    lua_settop(lua_, top);
  }

  lua_State* lua_;
  int block_;
  const std::function<void()>& visit_;
};

// Finds the nth item below the block on top, which is not counted itself; leaves it at `found`.
struct ItemSearch {
  lua_State* lua;
  ItemIndex left;
  int found;
  bool done = false;

  void search(int block) {
    visit_children(lua, block, [this] {
      if (done || !is_item(block_at(lua, -1)->kind)) return;
      if (left-- == 0) {
        done = true;
        lua_pushvalue(lua, -1);
        lua_replace(lua, found);
        return;
      }
      search(-1);
    });
  }
};

}  // namespace

void visit_children(lua_State* lua, int block, const std::function<void()>& visit) {
  Children(lua, block, visit).visit();
}

bool push_item(lua_State* lua, int plan, ItemIndex item) {
  plan = lua_absindex(lua, plan);
  lua_pushnil(lua);
  ItemSearch search{lua, item, lua_gettop(lua)};
  search.search(plan);
  if (!search.done) lua_pop(lua, 1);
  return search.done;
}

}  // namespace golive
