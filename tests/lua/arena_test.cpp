#include "lua/arena.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "base/limits.h"

namespace golive {
namespace {

struct Piece {
  void* at = nullptr;
  std::size_t size = 0;
  unsigned char mark = 0;
};

void fill(Piece& piece, unsigned char mark) {
  piece.mark = mark;
  std::memset(piece.at, mark, piece.size);
}

bool is_intact(const Piece& piece, std::size_t size) {
  const auto* bytes = static_cast<const unsigned char*>(piece.at);
  for (std::size_t i = 0; i < size; ++i)
    if (bytes[i] != piece.mark) return false;
  return true;
}

TEST_CASE("pieces keep what is in them, whatever is taken, resized and given back around them") {
  Arena arena;
  std::mt19937 chance(7);
  std::vector<Piece> pieces(300);
  for (int step = 0; step < 60'000; ++step) {
    Piece& piece = pieces[chance() % pieces.size()];
    const std::size_t most = chance() % 8 == 0 ? 20'000 : 300;
    const std::size_t size = chance() % 4 == 0 ? 0 : chance() % most;
    void* moved = arena.resize(piece.at, piece.size, size);
    REQUIRE((moved == nullptr) == (size == 0));
    REQUIRE(reinterpret_cast<std::uintptr_t>(moved) % alignof(std::max_align_t) == 0);
    piece.at = moved;
    REQUIRE(is_intact(piece, std::min(piece.size, size)));
    piece.size = size;
    if (size != 0) fill(piece, static_cast<unsigned char>(step));
  }
  for (Piece& piece : pieces) {
    REQUIRE(is_intact(piece, piece.size));
    arena.resize(piece.at, piece.size, 0);
  }
}

TEST_CASE("small pieces are used again, so that one block suffices") {
  Arena arena;
  for (std::size_t taken = 0; taken < 50 * limits::lua_block_bytes; taken += 600) {
    void* small = arena.resize(nullptr, 0, 40);
    void* other = arena.resize(small, 40, 560);
    arena.resize(other, 560, 0);
  }
  CHECK(arena.block_bytes() == limits::lua_block_bytes);
}

TEST_CASE("a large piece is the heap's, and back when it is small again") {
  Arena arena;
  void* small = arena.resize(nullptr, 0, 100);
  std::memset(small, 'a', 100);
  auto* grown = static_cast<char*>(arena.resize(small, 100, 10 * limits::lua_block_bytes));
  CHECK(std::string(grown, 100) == std::string(100, 'a'));
  CHECK(arena.block_bytes() == limits::lua_block_bytes);
  auto* shrunk = static_cast<char*>(arena.resize(grown, 10 * limits::lua_block_bytes, 100));
  CHECK(std::string(shrunk, 100) == std::string(100, 'a'));
}

}  // namespace
}  // namespace golive
