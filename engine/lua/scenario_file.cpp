#include "lua/scenario_file.h"

#include "base/utf8.h"
#include "lua/block_fields.h"
#include "lua/children.h"
#include "lua/plan_reader.h"

namespace golive {
namespace {

int percent(const Fields& fields, const char* field) {
  const auto share = fields.integer(field);
  if (share && (*share < 0 || *share > 100))
    fields.refuse(field, std::string(field) + " is a share in percent, from 0 to 100");
  return static_cast<int>(share.value_or(0));
}

void read_failure(const Fields& fields, const std::string& item, Scenario& scenario) {
  fields.allow(fields_of(BlockKind::fail), false);
  const auto times = fields.integer("times");
  if (times && (*times < 1 || *times > 1'000))
    fields.refuse("times", "times is a number from 1 to 1000", "without times it fails each time");
  scenario.failing.push_back({item, static_cast<int>(times.value_or(0)), fields.place()});
}

void read_flapping(const Fields& fields, const std::string& item, Scenario& scenario) {
  fields.allow(fields_of(BlockKind::flaps), false);
  if (!fields.has("percent"))
    fields.refuse({}, "it has no percent", "say how many of its attempts fail: percent = 30");
  scenario.flapping.push_back({item, percent(fields, "percent"), fields.place()});
}

void read_absence(const Fields& fields, const std::string& role, Scenario& scenario) {
  fields.allow(fields_of(BlockKind::absent), false);
  scenario.absences.push_back({role, fields.moment("from"), fields.moment("to"), fields.place()});
}

void read_lateness(const Fields& fields, const std::string& item, Scenario& scenario) {
  fields.allow(fields_of(BlockKind::late), false);
  const auto by = fields.duration("by");
  if (!by) fields.refuse({}, "it has no by", "say how late it is: by = \"20m\"");
  scenario.lateness.push_back({item, *by, fields.place()});
}

void read_freeze(const Fields& fields, const std::string& id, Scenario& scenario) {
  fields.allow(fields_of(BlockKind::freeze), false);
  const auto from = fields.moment("from"), to = fields.moment("to");
  if (!from || !to) fields.refuse({}, "a freeze has from and to");
  scenario.freezes.push_back({id, *from, *to, fields.text("reason")});
  scenario.freeze_places.push_back(fields.place());
}

void read_part(const Fields& fields, BlockKind kind, const std::string& id, Scenario& scenario) {
  if (kind == BlockKind::fail) return read_failure(fields, id, scenario);
  if (kind == BlockKind::flaps) return read_flapping(fields, id, scenario);
  if (kind == BlockKind::absent) return read_absence(fields, id, scenario);
  if (kind == BlockKind::late) return read_lateness(fields, id, scenario);
  if (kind == BlockKind::freeze) return read_freeze(fields, id, scenario);
  fields.refuse({}, "it cannot stand in a scenario");
}

bool says_nothing(const Scenario& scenario) {
  return scenario.failures == 0 && scenario.late == Duration{} && scenario.failing.empty() &&
         scenario.flapping.empty() && scenario.absences.empty() && scenario.lateness.empty() &&
         scenario.freezes.empty();
}

Scenario read_scenario(const Script& script) {
  lua_State* lua = script.lua();
  Scenario scenario;
  push_fields(lua, Script::plan_index);
  {
    const Fields fields(lua, -1, written_at(script, Script::plan_index));
    fields.allow(fields_of(BlockKind::scenario), true);
    scenario.title = fields.text("title");
    scenario.failures = percent(fields, "failures");
    scenario.late = fields.duration("late").value_or(Duration{});
  }
  lua_pop(lua, 1);
  visit_children(lua, Script::plan_index, [&] {
    const BlockKind kind = block_at(lua, -1)->kind;
    const std::string id = id_of(lua, -1);
    const Written written = written_at(script, -1);
    push_fields(lua, -1);
    read_part(Fields(lua, -1, written), kind, id, scenario);
  });
  if (says_nothing(scenario)) {
    push_fields(lua, Script::plan_index);
    Fields(lua, -1, written_at(script, Script::plan_index))
        .refuse({}, "it names nothing that goes wrong",
                "write fail, flaps, late, absent or freeze into it; a good day needs no scenario");
  }
  return scenario;
}

}  // namespace

Result<Scenario> load_scenario(const std::string& file, const std::string& text) {
  if (!is_utf8(text)) return fail(ErrorKind::unloadable, "the file is not UTF-8", file);
  auto files = std::make_shared<RunbookText>();
  files->files[file] = text;
  files->main = file;
  Script script(std::move(files), true, Vocabulary::scenario);
  if (auto evaluated = script.evaluate(); !evaluated) return tl::unexpected(evaluated.error());
  try {
    return read_scenario(script);
  } catch (const Unloadable& refused) {
    return tl::unexpected(refused.error);
  }
}

}  // namespace golive
