// Outline: a document in Markdown as its sections and what stands in them. Knows Markdown, and
// nothing of plans.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace golive {

struct MarkdownBlock {
  enum class Kind { paragraph, item, code, row } kind = Kind::paragraph;
  std::string text = {};                // of a row: none
  std::string strong = {};              // what the text begins with in bold
  std::vector<std::string> cells = {};  // row
  std::string language = {};            // code: "bash"
  int depth = 0;                        // item: of lists in lists
  bool checkbox = false;                // item: "- [ ]"
  bool head = false;                    // row: of the table's head
  int line = 0;
};

struct Section {
  int level = 0;  // of its heading; 0: what stands before the first
  std::string title = {};
  int line = 1;
  std::optional<std::size_t> parent = {};
  std::vector<MarkdownBlock> blocks = {};
};

struct Outline {
  std::vector<Section> sections;  // in the order written, a parent before its children
};

// A paragraph that is one bold text counts as a heading below all others. Errors: lists or quotes
// nested too deeply (ErrorKind::too_large).
Result<Outline> read_outline(std::string_view document);

}  // namespace golive
