// Mustache: a template and a JSON context make a text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/error.h"
#include "report/templates.h"

namespace golive {

enum class Escape { html, markdown, none };

// In the context null, false, "" and [] count as nothing. A broken template is an Error whose place
// is "name:line", where the line is known.
Result<std::string> render_mustache(std::string_view text, const std::string& name,
                                    const nlohmann::json& context, Escape escape);

// The same of a template by its name, with what it includes. One that is missing, includes itself,
// is too long, or would never end, is broken, too.
Result<std::string> render_template(const Templates& templates, const std::string& name,
                                    const nlohmann::json& context, Escape escape);

// Whether such a template can be begun with, whatever it is given.
Result<void> check_template(const Templates& templates, const std::string& name);

}  // namespace golive
