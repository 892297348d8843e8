// Errors as they travel on the engine's socket: {"kind", "what", "place", "way_out"}.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/enum_text.h"
#include "base/error.h"

namespace golive {

template <>
struct EnumText<ErrorKind> {
  static constexpr EnumTable<ErrorKind, 11> table{{{ErrorKind::invalid, "invalid"},
                                                   {ErrorKind::unloadable, "unloadable"},
                                                   {ErrorKind::unauthenticated, "unauthenticated"},
                                                   {ErrorKind::forbidden, "forbidden"},
                                                   {ErrorKind::not_found, "not_found"},
                                                   {ErrorKind::conflict, "conflict"},
                                                   {ErrorKind::stale, "stale"},
                                                   {ErrorKind::too_large, "too_large"},
                                                   {ErrorKind::storage, "storage"},
                                                   {ErrorKind::unavailable, "unavailable"},
                                                   {ErrorKind::reused, "reused"}}};
};

nlohmann::json error_to_json(const Error& error);
// An answer that is no such error is itself an error: ErrorKind::unavailable.
Error error_from_json(const nlohmann::json& json);

}  // namespace golive
