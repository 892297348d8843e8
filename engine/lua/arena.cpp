#include "lua/arena.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <utility>

#include "base/limits.h"

namespace golive {

Arena::Arena() : block_(new std::byte[limits::lua_arena_bytes]) {}

bool Arena::is_inside(const void* piece) const {
  const std::less<const void*> before;
  return !before(piece, block_.get()) && before(piece, block_.get() + limits::lua_arena_bytes);
}

void* Arena::take(std::size_t size) {
  const std::size_t wanted = units(size);
  if (wanted <= listed_units && free_[wanted] != nullptr)
    return std::exchange(free_[wanted], free_[wanted]->next);
  if (wanted <= (limits::lua_arena_bytes - used_) / unit) {
    void* piece = block_.get() + used_;
    used_ += wanted * unit;
    return piece;
  }
  void* piece = std::malloc(size);
  if (piece != nullptr) ++outside_;
  return piece;
}

void Arena::give_back(void* piece, std::size_t size) {
  if (!is_inside(piece)) {
    std::free(piece);
    --outside_;
  } else if (units(size) <= listed_units) {
    Free*& first = free_[units(size)];
    first = new (piece) Free{first};
  }
}

void* Arena::resize(void* piece, std::size_t old_size, std::size_t new_size) {
  if (piece == nullptr) return new_size == 0 ? nullptr : take(new_size);
  if (new_size == 0) {
    give_back(piece, old_size);
    return nullptr;
  }
  if (!is_inside(piece)) return std::realloc(piece, new_size);
  if (units(old_size) == units(new_size)) return piece;
  void* moved = take(new_size);
  if (moved == nullptr) return new_size < old_size ? piece : nullptr;  // smaller always succeeds
  std::memcpy(moved, piece, std::min(old_size, new_size));
  give_back(piece, old_size);
  return moved;
}

}  // namespace golive
