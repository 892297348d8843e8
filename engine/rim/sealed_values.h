// SealedValues: what one run has captured from answers and nobody may read: in a file of the data
// directory for its owner alone (0600), outside of every log, so that a restarted engine can use it
// and redact it. Written whole, beside the old one, and put in its place when it is on disk.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace golive {

class SealedValues {
 public:
  using Values = std::vector<std::pair<std::string, std::string>>;  // id (core/effect.h), value

  // Reads what is there. A file that cannot be read is as good as none: what needs its values says
  // so.
  explicit SealedValues(std::filesystem::path file);
  // On disk when it returns.
  Result<void> add(const Values& values);
  // Of what was captured again the last one.
  [[nodiscard]] Result<std::string> value(const std::string& id) const;
  // Also those that were captured again: they are still redacted.
  [[nodiscard]] const Values& all() const { return values_; }
  static void remove(const std::filesystem::path& file);

 private:
  std::filesystem::path file_;
  Values values_;
};

}  // namespace golive
