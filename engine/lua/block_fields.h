// What stands in each kind of block, and the words that stand in fields: the lists that the readers
// hold a runbook against, and that the author's editor is told (annotations.h).
#pragma once

#include "lua/block.h"
#include "lua/known_field.h"

namespace golive {

// All fields of a block; of `document` and `environment`, those besides the author's own.
KnownFields fields_of(BlockKind kind);

KnownFields retry_fields();  // `retry = { times = , every = }`
KnownFields rung_fields();   // `escalation = { { after = , to = } }`
KnownFields trait_fields();  // what a ready-made body declares

// Fields that a kind shares with others: every item's, and those of what has a body.
enum class FieldGroup { none, item, body };
FieldGroup group_of(BlockKind kind);
KnownFields fields_of(FieldGroup group);        // with those of an item
KnownFields own_fields_of(BlockKind kind);      // without the group's
std::string_view doc_of(BlockKind kind);        // what the block is, in a line
bool holds_blocks(BlockKind kind);              // besides fields
std::string_view other_fields(BlockKind kind);  // the type of the author's own; empty: none

// `any_of { ... }`, `at_least(2, "dba")`: what a rule is called with.
struct KnownWord {
  RuleKind kind;
  std::span<const KnownField> parameters;
  std::string_view doc;
};
std::span<const KnownWord> known_words();

}  // namespace golive
