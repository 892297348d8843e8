// Nginx: a local HTTP server with its own configuration, that answers every GET with the same small
// file and keeps connections.
#pragma once

#include <string>
#include <vector>

#include "child.h"

namespace golive::bench {

class Nginx {
 public:
  enum class Logs { none, arrivals };
  explicit Nginx(Logs logs);
  [[nodiscard]] std::string url(const std::string& path = "/") const;
  // The instants at which each path was asked for, in seconds.
  [[nodiscard]] std::vector<std::vector<double>> arrivals() const;

 private:
  std::filesystem::path folder_;
  int port_;
  std::unique_ptr<Child> server_;
};

}  // namespace golive::bench
