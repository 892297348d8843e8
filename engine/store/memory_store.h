// MemoryStore: a Store that forgets. For simulation and tests; keeps the same rules as the one on
// disk.
#pragma once

#include <map>

#include "port/store.h"

namespace golive {

class MemoryStore final : public Store {
 public:
  Result<std::vector<std::string>> logs() override;
  Result<std::vector<Record>> read(const std::string& log, std::uint64_t after,
                                   std::size_t limit) override;
  Result<std::optional<Record>> last(const std::string& log) override;
  Result<std::string> text(const std::string& hash) override;
  Result<void> append(const std::vector<LogAppend>& appends) override;
  Result<std::string> put_text(const std::string& text) override;

 private:
  std::map<std::string, std::vector<Record>> records_;  // record n stands at n - 1
  std::vector<std::string> created_;                    // logs, oldest first, without "site"
  std::map<std::string, std::string> texts_;            // by hash
};

}  // namespace golive
