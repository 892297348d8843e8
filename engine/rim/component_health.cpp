#include "rim/component_health.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/limits.h"
#include "base/utf8.h"
#include "rim/lower_case.h"

namespace golive {
namespace {

using nlohmann::json;

constexpr std::string_view ok_words[] = {"up", "ok", "healthy", "pass", "green"};
constexpr std::string_view degraded_words[] = {"degraded", "warn", "warning", "unknown", "yellow"};

bool is_among(const auto& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

Health health_of(const json& word) {
  if (word.is_boolean()) return word.get<bool>() ? Health::ok : Health::down;
  if (!word.is_string()) return Health::down;
  const auto text = lower_case(word.get_ref<const std::string&>());
  if (is_among(ok_words, text)) return Health::ok;
  return is_among(degraded_words, text) ? Health::degraded : Health::down;
}

Health folded(const json& document, Components* components);

// What was measured of a component, as the draft of health+json lists it: all of it counts.
Health folded_list(const json& list);

// `details` (of Nest; Spring describes a component with them) names components by their status
// alone: what else stands there is a description.
std::optional<Health> health_of_part(const json& part, bool is_detail) {
  const auto status = part.is_object() ? part.find("status") : part.end();
  if (is_detail && (!part.is_object() || status == part.end())) return std::nullopt;
  if (part.is_array()) return folded_list(part);
  return part.is_object() ? folded(part, nullptr) : health_of(part);
}

std::string name_of_parts(const json& document) {
  for (const char* name : {"components", "details", "checks"})
    if (const auto found = document.find(name); found != document.end() && !found->is_null())
      return name;
  return {};
}

// A name stands in lines for terminals: what is no text there is escaped.
std::string readable(const std::string& name) {
  const bool is_text = !has_control(name) && name.find_first_of("\t\r\n") == std::string::npos;
  const auto text = is_text ? name : json(name).dump(-1, ' ', true);
  return std::string(cut_utf8(text, limits::component_name_bytes));
}

struct Tally {
  std::size_t all = 0, down = 0, impaired = 0;
  void see(Health health) {
    ++all;
    down += health == Health::down ? 1 : 0;
    impaired += health != Health::ok ? 1 : 0;
  }
  [[nodiscard]] Health worst() const {
    if (down == all) return Health::down;  // also: none at all
    return impaired > 0 ? Health::degraded : Health::ok;
  }
};

Health folded_list(const json& list) {
  Tally tally;
  for (const auto& each : list)
    tally.see(each.is_object() ? folded(each, nullptr) : health_of(each));
  return tally.worst();
}

Health folded(const json& document, Components* components) {
  if (!document.is_object()) return Health::down;
  Tally tally;
  if (const auto name = name_of_parts(document); !name.empty() && document[name].is_structured()) {
    const bool is_list = document[name].is_array();  // as Lua counts them
    for (const auto& [part_name, part] : document[name].items()) {
      if (part.is_null()) continue;
      const auto health = health_of_part(part, name == "details");
      if (!health) continue;
      tally.see(*health);
      if (components && !part_name.empty() && components->size() < limits::watch_components)
        components->emplace(readable(is_list ? std::to_string(tally.all) : part_name), *health);
    }
  }
  const auto status = document.find("status");
  if (status == document.end() || status->is_null()) return tally.worst();
  const auto health = health_of(*status);
  const bool impaired = tally.all > 0 && tally.worst() != Health::ok;
  return health == Health::ok && impaired ? Health::degraded : health;
}

}  // namespace

ToldHealth told_health(const json& document) {
  ToldHealth told;
  told.health = folded(document, &told.components);
  return told;
}

}  // namespace golive
