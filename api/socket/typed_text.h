// Typed text: what people write into a command, without the secrets of its run: a pasted token must
// not stay in a log for ever.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/redact.h"

namespace golive {

// Masks them in a command's fields that people write freely; names of items and roles stay.
void mask_typed_text(nlohmann::json& fields, const Redactor& redactor);

}  // namespace golive
