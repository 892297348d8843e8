// What the functions of ctx take in a table, and what they give: the lists that the calls are held
// against, and that the author's editor is told (annotations.h).
#pragma once

#include "lua/known_field.h"

namespace golive {

const KnownFields& exec_fields();
const KnownFields& http_fields();
const KnownFields& poll_fields();
const KnownFields& expect_fields();  // of a poll
const KnownFields& sleep_fields();
const KnownFields& ask_fields();

// A table that an author gets from golive.
struct KnownAnswer {
  std::string_view name;
  std::span<const KnownField> fields;
};
std::span<const KnownAnswer> known_answers();

}  // namespace golive
