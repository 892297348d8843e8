// An audit export (docs/audit.md): one file with a log, the texts, evidence and outputs that its
// events name by hash, and the public key, signed as a whole. The same log, the same bytes. Made
// piece by piece, in the memory of a page of events and of the largest text.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "api/signing_key.h"
#include "port/store.h"

namespace golive {

struct ExportedFiles {
  std::filesystem::path evidence;  // files named by their SHA-256
  std::filesystem::path output;    // a folder for each run: what its processes and watches left
};

// An output that is gone, or is not what its event names, is left out. `put` is given each piece;
// what it refuses ends the export. ErrorKind::not_found if there is no such log; ::conflict if what
// is to be exported is not what was written: what was put until then is worth nothing.
Result<void> audit_export(LogReader& reader, const std::string& log, const ExportedFiles& files,
                          const SigningKey& key,
                          const std::function<Result<void>(std::string_view)>& put);

// The events of the site log that tell by which key heads are signed, in their order, each with the
// hash of the one before. `see` answers with what is wrong, empty if nothing is.
Result<void> each_audit_key(
    LogReader& reader,
    const std::function<std::string(const std::string& previous, const Record& used)>& see);

}  // namespace golive
