// EngineLock: the right to write in a data directory, held by one engine at a time and given back
// by the kernel however that engine ends. Each holder has an epoch, one more than the holder
// before, so that what an earlier engine still sends can be told.
#pragma once

#include <cstdint>

#include "store/data_dir.h"

namespace golive {

class EngineLock {
 public:
  // ErrorKind::conflict, naming the process, if another engine holds it. The new epoch is on disk
  // when it returns.
  static Result<EngineLock> take(const DataDir& dir);

  EngineLock(EngineLock&& other) noexcept;
  EngineLock& operator=(EngineLock&&) = delete;
  ~EngineLock();

  [[nodiscard]] std::uint64_t epoch() const { return epoch_; }

 private:
  EngineLock(int file, std::uint64_t epoch) : file_(file), epoch_(epoch) {}
  int file_;
  std::uint64_t epoch_;
};

}  // namespace golive
