#include "api/socket/error_json.h"

#include <nlohmann/json.hpp>

#include "base/utf8.h"

namespace golive {

nlohmann::json error_to_json(const Error& error) {
  return {{"kind", text_of(error.kind)},
          {"what", to_utf8(error.what)},
          {"place", to_utf8(error.place)},
          {"way_out", to_utf8(error.way_out)}};
}

Error error_from_json(const nlohmann::json& json) {
  const auto text = [&](const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  const auto kind = json.is_object() ? parse_enum<ErrorKind>(text("kind")) : std::nullopt;
  if (!kind)
    return {ErrorKind::unavailable,
            "the engine's answer makes no sense",
            {},
            "check that golive and the running engine are of the same version"};
  return {*kind, text("what"), text("place"), text("way_out")};
}

}  // namespace golive
