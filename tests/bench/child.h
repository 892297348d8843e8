// Child: a program that the benchmark started, ended with it by its own number; and what the
// kernel counts of it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace golive::bench {

class Child {
 public:
  // Its output goes to `log`.
  Child(const std::vector<std::string>& command, const std::filesystem::path& log);
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  // SIGTERM, and waits

  [[nodiscard]] double megabytes() const;  // resident
  // The most it was so far; 0 once it has ended. What the kernel tells at its end counts what this
  // program took when it started it, too.
  [[nodiscard]] double peak_megabytes() const;
  [[nodiscard]] double cpu_seconds() const;  // of all its threads, so far
  [[nodiscard]] bool lives() const;

 private:
  pid_t pid_ = 0;
};

// What a program printed.
std::string output_of(const std::string& command);

}  // namespace golive::bench
