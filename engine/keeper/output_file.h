// OutputFile: what a process wrote, on disk, up to limits::output_file_bytes; then counted and
// dropped with a note at the end. Made at the first byte; what is there is kept: the output of a
// process in doubt is evidence. A disk that refuses costs the output, not the step: the log is kept
// elsewhere.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "keeper/output_digest.h"
#include "uv/file_handle.h"

namespace golive {

class OutputFile {
 public:
  // Without a path nothing is kept.
  explicit OutputFile(std::filesystem::path path) : path_(std::move(path)) {}
  OutputFile(OutputFile&&) = delete;
  ~OutputFile();
  void add(std::string_view chunk);
  // Nothing comes any more. The hash of all that the file holds; empty if there is none.
  std::string finish();

 private:
  void open();
  bool write(std::string_view bytes);

  std::filesystem::path path_;
  FileHandle file_;
  OutputDigest digest_;
  bool opened_ = false;
  std::uint64_t kept_ = 0, dropped_ = 0;
};

}  // namespace golive
