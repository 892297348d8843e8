#include "rim/sample_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

namespace golive {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t samples_a_seal = 256;
constexpr std::size_t piece_bytes = 65'536;

tl::unexpected<Error> refused_by_disk(const fs::path& path) {
  return fail(ErrorKind::storage, "the samples cannot be written: " + std::string(strerror(errno)),
              path.string());
}

Result<SamplesReader> read_earlier(const fs::path& path, const SamplesReader::Visit& visit) {
  SamplesReader reader;
  std::ifstream stream(path, std::ios::binary);
  std::string piece(piece_bytes, '\0');
  while (stream.read(piece.data(), piece_bytes) || stream.gcount() > 0) {
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

void SampleFile::add(Seen seen, Duration began_ago, std::uint32_t ms) {
  const auto now = std::chrono::system_clock::now();
  const auto at = std::chrono::floor<Duration>(now) - began_ago;
  append(writer_.add({at, seen, ms}));
  const auto& so_far = writer_.so_far();
  const bool changed = so_far.samples > 1 && seen != last_;
  last_ = seen;
  if (changed || so_far.samples - so_far.sealed_samples >= samples_a_seal) seal();
}

nlohmann::json SampleFile::note() {
  if (!writer_.so_far().unsealed.empty()) seal();
  if (!error_.empty()) return {{"error", error_}};
  return {{"count", writer_.so_far().samples}, {"sha256", writer_.so_far().seal}};
}

}  // namespace golive
