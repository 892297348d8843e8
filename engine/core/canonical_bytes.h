// The canonical bytes of a record (docs/event_format.md): what its hash is the SHA-256 of.
#pragma once

#include "core/chain.h"

namespace golive {

std::string canonical_bytes(const std::string& previous, const Record& record);

}  // namespace golive
