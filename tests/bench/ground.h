// Ground: folders that the benchmark works in, all on the disk that holds the build, and the
// programs of that build.
#pragma once

#include <filesystem>
#include <functional>

namespace golive::bench {

class Ground {
 public:
  // A new empty folder, gone at the next sweep.
  static std::filesystem::path fresh();
  // A folder that `make` fills once for each build of the benchmark.
  static std::filesystem::path kept(const std::string& name,
                                    const std::function<void(const std::filesystem::path&)>& make);
  static void sweep();
  static std::filesystem::path results();                         // the file of JSON lines
  static std::filesystem::path program(const std::string& name);  // of this build
};

}  // namespace golive::bench
