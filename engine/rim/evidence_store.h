// EvidenceStore: files of evidence on disk, each under the SHA-256 of its bytes, and the uploads
// that bring them in parts. Uploads belong to a person; what is never finished is swept away. Holds
// nothing open.
#pragma once

#include <filesystem>
#include <string>

#include "base/redact.h"
#include "core/event.h"

namespace golive {

class EvidenceStore {
 public:
  explicit EvidenceStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Writes a part at its place, which is at most where the upload ends now; a part may come again.
  // Answers with how many bytes there are. Refused beyond limits::evidence_bytes: the upload is
  // then gone.
  [[nodiscard]] Result<std::uint64_t> add_part(const std::string& person, const std::string& upload,
                                               std::uint64_t at, std::string_view bytes) const;
  [[nodiscard]] bool has(const std::string& person, const std::string& upload) const;
  // What has come, redacted and of a known type, is on disk under its hash when it returns. Takes
  // its time: not for the loop's thread. The upload stays.
  [[nodiscard]] Result<EvidenceFile> keep(const std::string& person, const std::string& upload,
                                          const std::string& name, const Redactor& redactor) const;
  void drop(const std::string& person, const std::string& upload) const;
  // Uploads that nobody has finished in limits::evidence_upload_kept.
  void sweep() const;

 private:
  [[nodiscard]] std::filesystem::path uploads() const { return folder_ / "uploads"; }
  [[nodiscard]] std::filesystem::path path_of(const std::string& person,
                                              const std::string& upload) const;
  [[nodiscard]] Result<void> check_room(const std::string& person) const;

  std::filesystem::path folder_;
};

// Where a file of evidence lies, for readers; empty if `sha256` is no such hash.
std::filesystem::path evidence_path(const std::filesystem::path& folder, const std::string& sha256);

}  // namespace golive
