#include "lua/arena.h"

#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "base/limits.h"

namespace golive {

Arena::~Arena() {
  while (large_ != nullptr) std::free(std::exchange(large_, large_->next));
}

std::size_t Arena::block_bytes() const { return blocks_.size() * limits::lua_block_bytes; }

// The address sanitizer is told which pieces are in use; elsewhere that is nothing.
void* Arena::take_small(std::size_t units) {
  const std::size_t size = units * unit;
  if (Free* first = free_[units]; first != nullptr) {
    ASAN_UNPOISON_MEMORY_REGION(first, size);
    free_[units] = first->next;
    return first;
  }
  if (size > left_) {
    auto* block = new (std::nothrow) std::byte[limits::lua_block_bytes];
    if (block == nullptr) return nullptr;
    ASAN_POISON_MEMORY_REGION(block, limits::lua_block_bytes);
    blocks_.emplace_back(block);
    left_ = limits::lua_block_bytes;
  }
  void* piece = blocks_.back().get() + (limits::lua_block_bytes - left_);
  left_ -= size;
  ASAN_UNPOISON_MEMORY_REGION(piece, size);
  return piece;
}

void* Arena::take(std::size_t size) {
  return is_small(size) ? take_small(units(size)) : resize_large(nullptr, size);
}

void Arena::give_back(void* piece, std::size_t size) {
  if (is_small(size)) {
    Free*& first = free_[units(size)];
    first = new (piece) Free{first};
    ASAN_POISON_MEMORY_REGION(piece, units(size) * unit);
    return;
  }
  auto* large = static_cast<Large*>(piece) - 1;
  (large->before != nullptr ? large->before->next : large_) = large->next;
  if (large->next != nullptr) large->next->before = large->before;
  std::free(large);
}

void* Arena::resize_large(void* piece, std::size_t new_size) {
  auto* large = piece != nullptr ? static_cast<Large*>(piece) - 1 : nullptr;
  auto* moved = static_cast<Large*>(std::realloc(large, sizeof(Large) + new_size));
  if (moved == nullptr) return nullptr;
  if (large == nullptr) *moved = {nullptr, large_};
  (moved->before != nullptr ? moved->before->next : large_) = moved;
  if (moved->next != nullptr) moved->next->before = moved;
  return moved + 1;
}

void* Arena::resize(void* piece, std::size_t old_size, std::size_t new_size) {
  if (piece == nullptr) return new_size == 0 ? nullptr : take(new_size);
  if (new_size == 0) {
    give_back(piece, old_size);
    return nullptr;
  }
  if (is_small(old_size) && units(old_size) == units(new_size)) return piece;
  if (!is_small(old_size) && !is_small(new_size)) return resize_large(piece, new_size);
  void* moved = take(new_size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, piece, std::min(old_size, new_size));
  give_back(piece, old_size);
  return moved;
}

}  // namespace golive
