// Trial: one reader under inputs, in a process of its own: whatever ends that process - a signal, a
// sanitizer, an exception, its time - the input that did it is still there.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "reader.h"

namespace golive::fuzz {

struct Verdict {
  std::size_t inputs = 0, accepted = 0;
  std::string failure = {};  // empty: none
  std::string input = {};    // that failed
};

Verdict try_reader(const Reader& reader, std::uint64_t seed, std::chrono::milliseconds time);
// One input alone.
Verdict try_input(const Reader& reader, std::string_view input);

}  // namespace golive::fuzz
