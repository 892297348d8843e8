// SampleFile: the samples of one watch on disk (core/samples.h), written as they come. An engine
// that takes over goes on with the file that the one before has left: a torn end is cut. On the
// loop's thread. What is sealed is on disk; what is not yet survives the engine's death, but not
// the machine's.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "core/samples.h"

namespace golive {

class SampleFile {
 public:
  // `earlier` is shown what is there already. Errors: the disk's; a file that was changed.
  static Result<SampleFile> open(const std::filesystem::path& path, const SamplesHead& head,
                                 const SamplesReader::Visit& earlier);
  SampleFile(SampleFile&& other) noexcept;
  SampleFile& operator=(SampleFile&&) = delete;
  ~SampleFile();

  // What the disk refuses is told by `note`, and nothing more is written. `components`: what the
  // service says of them from this sample on.
  void add(const Sample& sample, const Components& components);
  // {"count": 60480, "sha256": "..."}, once all is sealed; or {"error": "..."}.
  nlohmann::json note();

 private:
  SampleFile(int file, SamplesWriter writer) : file_(file), writer_(std::move(writer)) {}
  void seal();
  void append(const std::string& bytes);
  int file_ = -1;
  SamplesWriter writer_;
  Seen last_ = Seen::ok;
  std::string error_;
};

}  // namespace golive
