// An audit export (docs/audit.md): one file with a log, the texts and evidence that its events
// name by hash, and the public key, signed as a whole. The same log, the same bytes.
#pragma once

#include <filesystem>
#include <string>

#include "api/signing_key.h"
#include "port/store.h"

namespace golive {

// `evidence`: the folder of files named by their SHA-256. ErrorKind::not_found if there is no such
// log; ::conflict if what is to be exported is not what was written.
Result<std::string> audit_export(LogReader& reader, const std::string& log,
                                 const std::filesystem::path& evidence, const SigningKey& key);

}  // namespace golive
