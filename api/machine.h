// What golive needs of the machine it runs on, looked at one by one: so that what is missing shows
// before day J, not on it. Looking changes nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/enum_text.h"

namespace golive {

enum class Soundness {
  good,
  lacking,  // golive works; something that people may count on does not
  broken,   // golive does not work, or what it keeps is not safe
};

template <>
struct EnumText<Soundness> {
  static constexpr EnumTable<Soundness, 3> table{
      {{Soundness::good, "good"}, {Soundness::lacking, "lacking"}, {Soundness::broken, "broken"}}};
};

struct Looked {
  std::string at;  // "data directory"
  Soundness how{};
  std::string what;  // found there, as a sentence
  std::string way_out = {};
};

// The programs, the kernel, clock, time zones, certificates, and what only some reports need.
std::vector<Looked> look_at_machine();
// The folder where everything is kept, or would be: whose it is, on which file system, how much
// room is left, and whether the log has lost events.
std::vector<Looked> look_at_data(const std::filesystem::path& data);

}  // namespace golive
