// Arena: the memory of one Lua state. Most states are small and soon over: what they have lies in
// one block, close together, and goes with it, without a walk through all objects. What has no room
// in it is taken from the heap, piece by piece. Belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

namespace golive {

class Arena {
 public:
  Arena();
  // As realloc, with the size that the piece has; a new size of 0 gives it back. Null: there is no
  // more memory, and the piece is as it was.
  void* resize(void* piece, std::size_t old_size, std::size_t new_size);
  // Nothing is outside of the block: whoever has no other duty to what is in it may leave it.
  [[nodiscard]] bool holds_all() const { return outside_ == 0; }

 private:
  // Sizes are rounded up to a whole number of units. Pieces given back wait in a list for the next
  // of their size; larger ones, for the end.
  static constexpr std::size_t unit = alignof(std::max_align_t), listed_units = 64;
  struct Free {
    Free* next;
  };
  static std::size_t units(std::size_t size) { return (size + unit - 1) / unit; }
  [[nodiscard]] bool is_inside(const void* piece) const;
  void* take(std::size_t size);
  void give_back(void* piece, std::size_t size);

  std::unique_ptr<std::byte[]> block_;
  std::size_t used_ = 0;
  std::array<Free*, listed_units + 1> free_{};  // by units
  std::size_t outside_ = 0;                     // pieces of the heap
};

}  // namespace golive
