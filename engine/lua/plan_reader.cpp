#include "lua/plan_reader.h"

#include <algorithm>
#include <charconv>

#include "base/instant.h"
#include "base/limits.h"
#include "core/holiday_calendar.h"
#include "core/holidays.h"
#include "lua/block.h"
#include "lua/block_fields.h"
#include "lua/channel_reader.h"
#include "lua/children.h"

namespace golive {
namespace {

void read_document(const Fields& fields, Plan& plan) {
  for (const std::string& name : fields.names())
    plan.document.push_back({name, fields.lines(name.c_str()), fields.place(name)});
}

void read_role(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::role), false);
  plan.roles.push_back({id, fields.text("title"), fields.text("duties"), fields.place()});
}

void read_contact(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::contact), false);
  plan.contacts.push_back(
      {id, fields.text("title"), fields.text("phone"), fields.text("mail"), fields.text("role")});
}

void read_environment(const Fields& fields, const std::string& id, Plan& plan) {
  (void)fields.text("title");  // for readers; checked to be a text
  Environment environment{id, fields.flag("live").value_or(false)};
  for (const std::string& name : fields.names())
    if (name != "live" && name != "title")
      environment.parameters[name] = fields.number_or_text(name.c_str());
  plan.environments.push_back(std::move(environment));
}

void read_secret(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::secret), false);
  const std::string from = fields.text("from");
  const auto colon = from.find(':');
  const auto source = from.substr(0, colon);
  if (colon == std::string::npos || colon + 1 == from.size() ||
      (source != "env" && source != "file" && source != "command"))
    fields.refuse("from", "a secret says where its value comes from, never the value itself",
                  "write from = \"env:NAME\", \"file:PATH\" or \"command:PROGRAM ARG...\"");
  plan.secrets.push_back({id, from});
}

// "4h", "200ms", 99.9, "99.9 %": what a report can hold a measured figure against.
bool is_figure(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  if (text.ends_with(' ')) text.remove_suffix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size()) return number >= 0;
  return parse_duration(text).has_value();
}

void read_objective(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::objective), false);
  plan.objectives.push_back(
      {id, fields.number_or_text("max"), fields.number_or_text("min"), fields.place()});
  if (plan.objectives.back().max.empty() == plan.objectives.back().min.empty())
    fields.refuse({}, "an objective has either max or min", "write max = \"4h\", or min = 99.9");
  for (const auto& figure : {plan.objectives.back().max, plan.objectives.back().min})
    if (!figure.empty() && !is_figure(figure))
      fields.refuse({}, "\"" + figure + "\" is neither a duration nor a number",
                    "write max = \"4h\", or min = 99.9");
}

void read_freeze(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::freeze), false);
  const auto from = fields.moment("from"), to = fields.moment("to");
  if (!from || !to) fields.refuse({}, "a freeze has from and to");
  plan.freezes.push_back({id, *from, *to, fields.text("reason"), fields.place()});
}

void read_window(const Fields& fields, const std::string& id, Plan& plan) {
  fields.allow(fields_of(BlockKind::window), false);
  const auto from = fields.moment("from"), to = fields.moment("to");
  if (!from || !to)
    fields.refuse({}, "a window has from and to", "write from = \"J 20:00\", to = \"J+1 02:00\"");
  plan.windows.push_back(
      {id, *from, *to, fields.text("title"), fields.text("reason"), fields.place()});
}

void read_accepted(const Fields& fields, const std::string& code, Plan& plan) {
  fields.allow(fields_of(BlockKind::accept), false);
  plan.accepted.push_back({code, fields.text("item"), fields.text("reason"), fields.place()});
  if (plan.accepted.back().reason.empty())
    fields.refuse({}, "a finding is accepted with a reason", "add reason = \"...\"");
}

// Ids of blocks that are no items, per kind; those of items are paths, checked by finish_plan().
class Ids {
 public:
  void add(const Fields& fields, BlockKind kind, const std::string& id) {
    if (kind == BlockKind::document || kind == BlockKind::accept) return;
    if (kind == BlockKind::window) kind = BlockKind::freeze;  // both are lifted by their id
    const auto [known, fresh] = seen_.emplace(std::pair(kind, id), fields.place());
    if (!fresh) fields.refuse({}, "the id is used twice, first at " + known->second);
  }

 private:
  std::map<std::pair<BlockKind, std::string>, std::string> seen_;
};

void read_part(const Fields& fields, BlockKind kind, const std::string& id, Plan& plan) {
  switch (kind) {
    case BlockKind::document:
      return read_document(fields, plan);
    case BlockKind::role:
      return read_role(fields, id, plan);
    case BlockKind::contact:
      return read_contact(fields, id, plan);
    case BlockKind::channel:
      return read_channel(fields, id, plan);
    case BlockKind::environment:
      return read_environment(fields, id, plan);
    case BlockKind::secret:
      return read_secret(fields, id, plan);
    case BlockKind::objective:
      return read_objective(fields, id, plan);
    case BlockKind::freeze:
      return read_freeze(fields, id, plan);
    case BlockKind::window:
      return read_window(fields, id, plan);
    case BlockKind::accept:
      return read_accepted(fields, id, plan);
    case BlockKind::plan:
    case BlockKind::scenario:
    case BlockKind::fail:
    case BlockKind::flaps:
    case BlockKind::absent:
    case BlockKind::late:
    case BlockKind::tests:
    case BlockKind::test:
    case BlockKind::phase:
    case BlockKind::step:
    case BlockKind::task:
    case BlockKind::checklist:
    case BlockKind::smoke:
    case BlockKind::gate:
    case BlockKind::watch:
    case BlockKind::parallel:
    case BlockKind::contingency:
      break;
  }
  fields.refuse({}, "it cannot stand directly in a plan", "put it into a phase");
}

constexpr std::string_view file_prefix = "file:";

// "file:company.txt", "file:office.ics": a file of the runbook's, which belongs to what is loaded
// and hashed.
void read_holiday_file(const Fields& fields, Script& script, const std::string& file, Plan& plan) {
  if (file.starts_with("/") || file.find("..") != std::string::npos)
    fields.refuse("holidays", "\"" + file + "\" leads out of the runbook's folder",
                  "keep the file in the folder, and write \"file:company.txt\"");
  const bool is_calendar = file.ends_with(".ics");
  if (!is_calendar && !file.ends_with(".txt"))
    fields.refuse("holidays", "\"" + file + "\" is no .txt or .ics file",
                  "write one date a line into a .txt file of the runbook's folder, or keep a "
                  "calendar there as .ics");
  const std::string* text = script.take_text(file);
  const std::string* why = script.refused(file);
  if (text == nullptr && why != nullptr)
    fields.refuse("holidays", "the file \"" + file + "\" " + *why,
                  "save it as a text in UTF-8 of at most " +
                      std::to_string(limits::holiday_file_bytes >> 10) + " KB, one date a line");
  if (text == nullptr)
    fields.refuse("holidays", "the runbook's folder has no file \"" + file + "\"",
                  "a runbook with files of its own is a folder with runbook.lua; links out of it "
                  "are not followed");
  const auto dates =
      is_calendar ? parse_holiday_calendar(*text, file) : parse_holidays(*text, file);
  if (!dates) throw Unloadable{dates.error()};
  plan.holiday_files.push_back(file);
  plan.holiday_dates.insert(plan.holiday_dates.end(), dates->begin(), dates->end());
}

// `holidays = "FR"`, `"file:company.txt"`, or a list of them.
void read_holidays(const Fields& fields, Script& script, Plan& plan) {
  for (const std::string& each : fields.texts("holidays")) {
    if (each.starts_with(file_prefix)) {
      read_holiday_file(fields, script, each.substr(file_prefix.size()), plan);
      continue;
    }
    if (!plan.holidays.empty())
      fields.refuse("holidays", "holidays names two calendars of golive, which has only \"FR\"",
                    "write holidays = { \"FR\", \"file:company.txt\" }");
    plan.holidays = each;
  }
  auto& dates = plan.holiday_dates;
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  if (dates.size() > limits::holiday_dates)
    fields.refuse("holidays",
                  "there are more than " + std::to_string(limits::holiday_dates) + " holidays",
                  "keep those of the years that matter");
}

void read_head(const Fields& fields, Script& script, Plan& plan) {
  fields.allow(fields_of(BlockKind::plan), true);
  plan.place = fields.place();
  plan.title = fields.text("title");
  if (fields.has("language")) plan.language = fields.text("language");
  if (plan.language != "en" && plan.language != "fr")
    fields.refuse("language", "language is \"" + plan.language + "\"", "it is \"en\" or \"fr\"");
  plan.timezone = fields.text("timezone");
  read_holidays(fields, script, plan);
  plan.approved_by = fields.texts("approved_by");
  plan.starter_may_decide = fields.flag("starter_may_decide").value_or(false);
}

}  // namespace

Written written_at(const Script& script, int index) {
  lua_State* lua = script.lua();
  Written written{label_of(lua, index), file_of(lua, index), block_at(lua, index)->line};
  if (const auto scan = script.scans().find(written.file); scan != script.scans().end())
    if (const auto fields = scan->second.fields.find(written.line);
        fields != scan->second.fields.end())
      written.fields = &fields->second;
  return written;
}

Plan read_plan(Script& script) {
  lua_State* lua = script.lua();
  Plan plan;
  plan.id = id_of(lua, Script::plan_index);
  push_fields(lua, Script::plan_index);
  read_head(Fields(lua, -1, written_at(script, Script::plan_index)), script, plan);
  lua_pop(lua, 1);
  Ids ids;
  visit_children(lua, Script::plan_index, [&] {
    const BlockKind kind = block_at(lua, -1)->kind;
    if (kind == BlockKind::phase || kind == BlockKind::contingency) {
      const ItemIndex item = read_item(script, plan, std::nullopt);
      (kind == BlockKind::phase ? plan.phases : plan.contingencies).push_back(item);
      return;
    }
    const std::string id = id_of(lua, -1);
    const Written written = written_at(script, -1);
    push_fields(lua, -1);
    const Fields fields(lua, -1, written);
    ids.add(fields, kind, id);
    read_part(fields, kind, id, plan);
  });
  return plan;
}

}  // namespace golive
