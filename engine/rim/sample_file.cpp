#include "rim/sample_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/limits.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> refused_by_disk(const fs::path& path) {
  return fail(ErrorKind::storage, "the samples cannot be written: " + std::string(strerror(errno)),
              path.string());
}

Result<SamplesReader> read_earlier(const fs::path& path, const SamplesReader::Visit& visit) {
  SamplesReader reader;
  std::ifstream stream(path, std::ios::binary);
  std::string piece(limits::samples_piece_bytes, '\0');
  while (stream.read(piece.data(), limits::samples_piece_bytes) || stream.gcount() > 0) {
    const auto length = static_cast<std::size_t>(stream.gcount());
    if (auto read = reader.feed(std::string_view(piece).substr(0, length), visit); !read)
      return tl::unexpected<Error>(read.error());
  }
  return reader;
}

}  // namespace

Result<SampleFile> SampleFile::open(const fs::path& path, const SamplesHead& head,
                                    const SamplesReader::Visit& earlier) {
  std::error_code ignored;
  fs::create_directories(path.parent_path(), ignored);  // what is wrong is said by open
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return refused_by_disk(path);
  SampleFile opened(file, SamplesWriter(head));
  const auto reader = read_earlier(path, earlier);
  if (!reader) return tl::unexpected<Error>(reader.error());
  const auto whole = static_cast<off_t>(reader->whole());
  if (ftruncate(file, whole) != 0 || lseek(file, whole, SEEK_SET) < 0) return refused_by_disk(path);
  if (whole > 0)
    opened.writer_ = SamplesWriter(reader->so_far());
  else
    opened.append(opened.writer_.begin());
  return opened;
}

SampleFile::SampleFile(SampleFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      writer_(std::move(other.writer_)),
      last_(other.last_),
      error_(std::move(other.error_)) {}

SampleFile::~SampleFile() {
  if (file_ >= 0) close(file_);
}

void SampleFile::append(const std::string& bytes) {
  std::string_view rest = bytes;
  while (error_.empty() && !rest.empty()) {
    const auto written = write(file_, rest.data(), rest.size());
    if (written > 0)
      rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      error_ = "the samples cannot be written: " + std::string(strerror(errno));
  }
}

void SampleFile::seal() {
  append(writer_.seal());
  if (error_.empty() && fdatasync(file_) != 0)
    error_ = "the samples cannot be written: " + std::string(strerror(errno));
}

void SampleFile::add(const Sample& sample, const Components& components) {
  append(writer_.tell(components));
  append(writer_.add(sample));
  const auto& so_far = writer_.so_far();
  const bool changed = so_far.samples > 1 && sample.seen != last_;
  last_ = sample.seen;
  if (changed || so_far.samples - so_far.sealed_samples >= limits::samples_a_seal) seal();
}

nlohmann::json SampleFile::note() {
  if (!writer_.so_far().unsealed.empty()) seal();
  if (!error_.empty()) return {{"error", error_}};
  return {{"count", writer_.so_far().samples}, {"sha256", writer_.so_far().seal}};
}

}  // namespace golive
