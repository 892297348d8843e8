// Arena: the memory of one Lua state. What is small, nearly all of it, lies close together in a few
// blocks; and everything goes with the arena, without a walk through the objects. Belongs to one
// thread.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace golive {

class Arena {
 public:
  Arena() = default;
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // As realloc, with the size that the piece has; a new size of 0 gives it back. Null: there is no
  // more memory, and the piece is as it was.
  void* resize(void* piece, std::size_t old_size, std::size_t new_size);
  // Of the blocks: no less than what small pieces had at any time.
  [[nodiscard]] std::size_t block_bytes() const;

 private:
  // Small pieces have a whole number of units; given back, they wait in a list for the next of
  // their size. Larger ones are the heap's, each behind a link by which the arena finds it.
  static constexpr std::size_t unit = alignof(std::max_align_t), small_units = 256;
  struct Free {
    Free* next;
  };
  struct alignas(unit) Large {
    Large *before, *next;
  };
  static std::size_t units(std::size_t size) { return (size + unit - 1) / unit; }
  static bool is_small(std::size_t size) { return size <= small_units * unit; }
  void* take(std::size_t size);
  void* take_small(std::size_t units);
  void give_back(void* piece, std::size_t size);
  void* resize_large(void* piece, std::size_t new_size);

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::size_t left_ = 0;                       // of the last block
  std::array<Free*, small_units + 1> free_{};  // by units
  Large* large_ = nullptr;                     // the latest
};

}  // namespace golive
