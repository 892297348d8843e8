#include "rim/evidence_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/limits.h"
#include "base/sha256.h"
#include "rim/durable_file.h"
#include "rim/media_type.h"
#include "uv/file_handle.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digits_of_person = 16;

std::string prefix_of(const std::string& person) {
  return sha256(person).substr(0, digits_of_person) + "-";
}

tl::unexpected<Error> cannot_keep(const std::string& what) {
  return fail(ErrorKind::storage, what + ": " + std::strerror(errno), {},
              "check the data directory's space and rights");
}

tl::unexpected<Error> too_large() {
  return fail(ErrorKind::too_large,
              "the file is larger than " + std::to_string(limits::evidence_bytes >> 20) + " MB",
              "file", "compress it, or keep it elsewhere and attach its hash as a text");
}

bool write_at(int file, std::uint64_t at, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    at += static_cast<std::uint64_t>(count);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Result<std::string> whole_upload(const fs::path& path, const std::string& upload) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error)
    return fail(ErrorKind::not_found, "nothing was uploaded as \"" + upload + "\"", "upload",
                "send the file's parts first");
  if (size > limits::evidence_bytes) return too_large();
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (static_cast<std::size_t>(file.gcount()) == bytes.size()) return bytes;
  return cannot_keep("the upload cannot be read");
}

}  // namespace

fs::path evidence_path(const fs::path& folder, const std::string& sha256) {
  const bool is_hash =
      sha256.size() == 64 && sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_hash ? folder / sha256 : fs::path();
}

fs::path EvidenceStore::path_of(const std::string& person, const std::string& upload) const {
  return uploads() / (prefix_of(person) + sha256(upload).substr(0, 2 * digits_of_person));
}

bool EvidenceStore::has(const std::string& person, const std::string& upload) const {
  std::error_code error;
  return fs::exists(path_of(person, upload), error);
}

Result<void> EvidenceStore::check_room(const std::string& person) const {
  std::size_t theirs = 0, all = 0;
  std::error_code error;
  for (const auto& each : fs::directory_iterator(uploads(), error)) {
    ++all;
    if (each.path().filename().native().starts_with(prefix_of(person))) ++theirs;
  }
  if (theirs < limits::evidence_uploads && all < limits::evidence_uploads_in_all) return {};
  return fail(ErrorKind::unavailable, "too many uploads are unfinished", "upload",
              "finish those under way; what is not finished is gone after " +
                  to_text(limits::evidence_upload_kept));
}

Result<std::uint64_t> EvidenceStore::add_part(const std::string& person, const std::string& upload,
                                              std::uint64_t at, std::string_view bytes) const {
  if (!make_folder(folder_) || !make_folder(uploads()))
    return cannot_keep("the evidence's folder cannot be made");
  sweep();
  if (!has(person, upload))
    if (auto room = check_room(person); !room) return tl::unexpected(room.error());
  const auto path = path_of(person, upload);
  const FileHandle file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR));
  struct stat found {};
  if (!file || ::fstat(file.get(), &found) != 0) return cannot_keep("the upload cannot be kept");
  const auto size = static_cast<std::uint64_t>(found.st_size);
  if (at > size)
    return fail(ErrorKind::conflict,
                "the upload has " + std::to_string(size) + " bytes: a part is missing", "at",
                "go on from there");
  if (at + bytes.size() > limits::evidence_bytes) {
    ::unlink(path.c_str());
    return too_large();
  }
  if (!write_at(file.get(), at, bytes)) return cannot_keep("the upload cannot be kept");
  return std::max(size, at + bytes.size());
}

Result<EvidenceFile> EvidenceStore::keep(const std::string& person, const std::string& upload,
                                         const std::string& name, const Redactor& redactor) const {
  const auto path = path_of(person, upload);
  auto bytes = whole_upload(path, upload);
  if (!bytes) return tl::unexpected(bytes.error());
  auto content = content_of(*bytes, name);
  if (!content) return tl::unexpected(content.error());
  auto redacted = redactor.redact(*bytes);
  if (!content->is_text && redacted != *bytes)
    return fail(ErrorKind::invalid, "the file holds a secret of the run", "file",
                "take it out: only in a text can it be masked");
  if (content->is_text) content = content_of(redacted, name);  // what the results say is kept, too
  if (!content) return tl::unexpected(content.error());
  EvidenceFile file{name, content->media_type, sha256(redacted), redacted.size()};
  file.tests = content->results.tests;
  file.failed = content->results.failed;
  file.skipped = content->results.skipped;
  file.failing = std::move(content->results.failing);
  // Of its own: the same command may be worked on twice at once.
  const fs::path draft = path.native() + "-" + random_token();
  if (!replace_file(evidence_path(folder_, file.sha256), draft, redacted))
    return cannot_keep("the file cannot be kept");
  return file;
}

void EvidenceStore::drop(const std::string& person, const std::string& upload) const {
  ::unlink(path_of(person, upload).c_str());
}

void EvidenceStore::sweep() const {
  std::error_code error;
  const auto oldest = fs::file_time_type::clock::now() - limits::evidence_upload_kept;
  for (const auto& each : fs::directory_iterator(uploads(), error)) {
    std::error_code gone;
    if (const auto written = each.last_write_time(gone); !gone && written < oldest)
      fs::remove(each.path(), gone);
  }
}

}  // namespace golive
