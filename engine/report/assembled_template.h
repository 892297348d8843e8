// Assembled template: a template with all that it includes ({{>document-head}}) in its place, and
// where each line of it comes from.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "report/templates.h"

namespace golive {

class AssembledTemplate {
 public:
  [[nodiscard]] const std::string& text() const { return text_; }
  // "brand/document-head.mustache:12"
  [[nodiscard]] std::string place_of(std::size_t offset) const;

 private:
  friend class TemplateAssembly;
  // A stretch of text that stands in one file.
  struct Piece {
    std::size_t from = 0;
    std::string file;
    int line = 1;  // of its first character
  };
  std::string text_;
  std::vector<Piece> pieces_;
};

// Errors have the place of the tag: what it includes is not there, includes itself, or is too much
// together.
Result<AssembledTemplate> assemble(const Templates& templates, const std::string& name);

// Refuses a template that would go through the lists of its context over and over: sections of
// lists in each other multiply. Errors have the place of the innermost.
Result<void> check_effort(const AssembledTemplate& assembled, const nlohmann::json& context);

}  // namespace golive
