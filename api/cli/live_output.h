// Live output: what the processes of a run write, line by line while they run, for who follows it
// in a terminal. Reads the files that the keeper writes, redacted, and keeps its place in each.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/run.h"

namespace golive::cli {

class LiveOutput {
 public:
  explicit LiveOutput(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Fed with every event of a log in order. What a process has written at its end, not told yet.
  std::string see(const Run& run, const Event& event);
  // The whole lines that have come since the last look: "  migrate | 3 of 20 tables\n".
  std::string news();

 private:
  using Which = std::pair<AttemptId, EffectKey>;
  struct Followed {
    std::filesystem::path file;
    std::string name;  // of the item
    std::streamoff place = 0;
    std::string begun = {};  // of a line without an end yet
  };
  static std::string read_on(Followed& followed, bool is_over);
  template <class IsOver>
  std::string end(IsOver is_over);

  std::filesystem::path folder_;
  std::map<Which, std::vector<Followed>> followed_;  // what is written to its two files
};

}  // namespace golive::cli
