#include "core/codec.h"
#include "core/json_reader.h"
#include "core/plan_fields.h"
#include "core/quick_reader.h"

namespace golive {

nlohmann::json JsonWriter::write(const Timeline& timeline) const { return write_fields(timeline); }

bool JsonReader::read(const nlohmann::json& json, Timeline& out) {
  if (!read_struct(json, out)) return false;
  if (!out.zone.transitions.empty()) return true;
  refuse("is empty: no instant can be shown");
  return inside("zone.transitions");
}

bool QuickReader::read(Timeline& out) { return read_struct(out) && !out.zone.transitions.empty(); }

nlohmann::json to_json(const Timeline& timeline) { return JsonWriter().write(timeline); }

Result<Timeline> timeline_from_json(const nlohmann::json& json) {
  return read_json<Timeline>(json);
}

}  // namespace golive
