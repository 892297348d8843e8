// DataDir: the one folder where everything is kept, and where each thing in it lies. A value; holds
// nothing open. Who may write in it is settled by EngineLock.
#pragma once

#include <filesystem>

#include "base/error.h"

namespace golive {

class DataDir {
 public:
  // For the engine: the folder is made if it is not there, for its owner alone (0700). Refused: a
  // folder that strangers may write to, and a path too long for a socket in it.
  static Result<DataDir> create(const std::filesystem::path& path);
  // For readers: the folder must be there; nothing is made.
  static Result<DataDir> find(const std::filesystem::path& path);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path database() const { return path_ / "golive.db"; }
  [[nodiscard]] std::filesystem::path socket() const { return path_ / "engine.sock"; }
  [[nodiscard]] std::filesystem::path output() const {
    return path_ / "output";
  }  // a folder per run
  [[nodiscard]] std::filesystem::path sealed() const { return path_ / "sealed"; }  // a file per run
  [[nodiscard]] std::filesystem::path evidence() const { return path_ / "evidence"; }  // by SHA-256
  [[nodiscard]] std::filesystem::path lock() const { return path_ / "engine.lock"; }
  [[nodiscard]] std::filesystem::path epoch() const { return path_ / "epoch"; }

 private:
  explicit DataDir(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;  // absolute
};

}  // namespace golive
