// 10,000 runs that wait at a gate, made once.
#pragma once

#include <filesystem>
#include <string>

namespace golive::bench {

constexpr int waiting_runs = 10'000;
// A folder with them in it, to be worked on; the runs are waiting_run(1) to (waiting_runs).
std::filesystem::path folder_with_waiting_runs();
inline std::string waiting_run(int number) { return "waiting-" + std::to_string(number); }

}  // namespace golive::bench
