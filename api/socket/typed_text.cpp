#include "api/socket/typed_text.h"

#include <array>
#include <nlohmann/json.hpp>

namespace golive {
namespace {

constexpr std::array typed_fields{"reason", "comment", "conditions", "title",
                                  "file",   "answer",  "outcome"};

void mask_all(nlohmann::json& value, const Redactor& redactor) {
  if (value.is_string())
    value = redactor.redact(value.get_ref<const std::string&>());
  else if (value.is_structured())
    for (auto& part : value) mask_all(part, redactor);
}

}  // namespace

void mask_typed_text(nlohmann::json& fields, const Redactor& redactor) {
  if (redactor.empty() || !fields.is_object()) return;
  for (const char* name : typed_fields)
    if (const auto found = fields.find(name); found != fields.end()) mask_all(*found, redactor);
}

}  // namespace golive
