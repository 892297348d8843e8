#include "keeper/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>

#include "base/limits.h"

namespace golive {
OutputFile::~OutputFile() { finish(); }

std::string OutputFile::finish() {
  if (dropped_ > 0) write("\n[" + std::to_string(dropped_) + " more bytes were not kept]\n");
  dropped_ = 0;
  if (!file_) return {};
  file_ = FileHandle();
  return digest_.hex();
}

void OutputFile::add(std::string_view chunk) {
  if (path_.empty() || chunk.empty()) return;
  if (!opened_) open();
  const auto room = limits::output_file_bytes - kept_;
  const auto kept = std::min<std::uint64_t>(chunk.size(), room);
  const bool written = dropped_ == 0 && write(chunk.substr(0, kept));
  kept_ += written ? kept : 0;
  dropped_ += written ? chunk.size() - kept : chunk.size();
}

void OutputFile::open() {
  opened_ = true;
  std::error_code refused;
  std::filesystem::create_directories(path_.parent_path(), refused);
  file_ = FileHandle(::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  std::array<char, 16 << 10> earlier;
  for (off_t at = 0; file_;) {
    const auto count = ::pread(file_.get(), earlier.data(), earlier.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    digest_.add({earlier.data(), static_cast<std::size_t>(count)});
    at += count;
  }
}

bool OutputFile::write(std::string_view bytes) {
  while (file_ && !bytes.empty()) {
    const auto count = ::write(file_.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    digest_.add(bytes.substr(0, static_cast<std::size_t>(count)));
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return bytes.empty();
}

}  // namespace golive
