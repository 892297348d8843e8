// Form: what a browser's form sends. Read strictly: each field once, in UTF-8. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "api/rest/exchange.h"

namespace golive::board {

using Form = std::map<std::string, std::string>;

// "a=b&c=d%20e"; none if it is not encoded so, or names a field twice.
std::optional<Form> parse_form(std::string_view body);
// "multipart/form-data": a file stands under its field's name, its own name under "NAME.name"; a
// field's further files under "NAME.2", "NAME.3".
std::optional<Form> parse_multipart(std::string_view body, std::string_view boundary);
// Whichever of the two a request announces.
std::optional<Form> form_of(const rest::HttpRequest& request);
// Empty if there is none.
std::string field(const Form& form, const std::string& name);

// The token that stands in every form of a session: nobody else can make it.
std::string form_token(const std::string& session);
bool is_form_token(const std::string& given, const std::string& session);

}  // namespace golive::board
