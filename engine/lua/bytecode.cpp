#include "lua/bytecode.h"

#include <cstdint>
#include <lua.hpp>

namespace golive {
namespace {

// As lundump.c of Lua 5.4 reads it.
constexpr std::size_t header_bytes = 4 + 1 + 1 + 6 + 3 + sizeof(lua_Integer) + sizeof(lua_Number);
constexpr std::size_t instruction_bytes = 4;
constexpr std::size_t upvalue_bytes = 3;
constexpr int deepest_function = 200;  // as deep as Lua compiles them

class Dump {
 public:
  explicit Dump(std::string_view rest) : rest_(rest) {}

  std::optional<std::string> read() {
    copy(header_bytes + 1);  // and how many upvalues the function has
    function(0);
    if (!good_ || !rest_.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  void function(int depth) {
    if (depth > deepest_function) good_ = false;
    if (!good_) return;
    text();
    (void)number();  // its first line,
    (void)number();  // its last
    copy(3);         // parameters, whether more, registers
    copy(counted() * instruction_bytes);
    for (auto left = counted(); left > 0 && good_; --left) constant();
    // Where the outermost function finds its upvalues depends on what stands around it.
    const auto upvalues = counted() * upvalue_bytes;
    if (depth == 0)
      skip(upvalues);
    else
      copy(upvalues);
    for (auto left = counted(); left > 0 && good_; --left) function(depth + 1);
    for (int empty = 0; empty < 4; ++empty)  // what stripping leaves out
      if (number() != 0) good_ = false;
  }
  void constant() {
    constexpr unsigned char floating = 0x13, whole = 0x03, short_text = 0x04, long_text = 0x14;
    const auto kind = rest_.empty() ? 0 : static_cast<unsigned char>(rest_.front());
    copy(1);
    if (kind == floating) copy(sizeof(lua_Number));
    if (kind == whole) copy(sizeof(lua_Integer));
    if (kind == short_text || kind == long_text) text();
  }
  // Its size and one, or 0 for none.
  void text() {
    const auto size = counted();
    if (size > 0) copy(size - 1);
  }
  std::size_t counted() {
    const auto value = number();
    (out_ += std::to_string(value)) += ';';
    return value;
  }
  // Seven bits a byte, the last one marked.
  std::size_t number() {
    std::size_t value = 0;
    while (good_ && !rest_.empty()) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value = (value << 7U) | (byte & 0x7FU);
      if ((byte & 0x80U) != 0) return value;
    }
    good_ = false;
    return 0;
  }
  void copy(std::size_t bytes) {
    if (bytes > rest_.size()) good_ = false;
    if (!good_) return;
    out_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }

  void skip(std::size_t bytes) {
    if (bytes > rest_.size()) good_ = false;
    if (good_) rest_.remove_prefix(bytes);
  }

  std::string_view rest_;
  std::string out_ = {};
  bool good_ = true;
};

}  // namespace

std::optional<std::string> without_lines(std::string_view dump) { return Dump(dump).read(); }

}  // namespace golive
