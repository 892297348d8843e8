#include "lua/annotations.h"

#include <set>

#include "lua/block_fields.h"
#include "lua/call_fields.h"
#include "lua/ctx.h"
#include "lua/test_day.h"

namespace golive {
namespace {

constexpr std::string_view about = R"(---@meta _
-- For the editor: what runbooks, their tests and scenarios are made of, and what ctx can do.
-- Written by `golive annotations` from what golive itself goes by; nothing that runs reads it.
-- luacheck: ignore

---A day: "J-18", "J", "J+1"; "J-5wd" counts working days.
---@alias golive.Day string
---A moment: "J-1 18:00".
---@alias golive.Moment string
---A time of day, "08:15", or a moment.
---@alias golive.Clock string
---"90s", "15m", "1h30m", "7d"
---@alias golive.Duration string
---What an item does, for check, forecast and reports.
---@alias golive.Does string|golive.KnownDoes
---@alias golive.KnownDoes "backup"|"migration"|"deploy"|"check"|"restore"|golive.Milestone
---@alias golive.Milestone "downtime_start"|"opening"|"failover"
---What a channel is told of.
---@alias golive.Notice "gates"|"doubts"|"failures"|"lateness"|"contingencies"|"run"|"daily"
---@alias golive.Text string|number|golive.Secret
---@alias golive.Deciders golive.Role|golive.Rule|(golive.Role|golive.Rule)[]
---@alias golive.Probe fun(ctx: golive.Ctx, doubt: golive.Doubt): "done"|"not-done", table?
---@alias golive.Body golive.ReadyBody|fun(ctx: golive.Ctx): any

---What a block makes; it stands where it is written.
---@class golive.Block
---What any_of, failed and the like make.
---@class golive.Rule

---A value that nobody reads: it goes into env, stdin, headers, body or json.
---@class golive.Secret
---@field prefix fun(self: golive.Secret, text: string): golive.Secret # Put before it

---A body of the library, or one made like it.
---@class golive.ReadyBody
---@field body fun(ctx: golive.Ctx): any # What it does
---@field traits? golive.Traits # What it declares, unless the item says otherwise
---@field undo? golive.Body # Takes it back
---@field probe? golive.Probe # Looks whether it has happened
)";

// `step` -> `golive.StepFields`.
std::string class_of(BlockKind kind) {
  std::string name(text_of(kind));
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return "golive." + name + "Fields";
}

std::string_view class_of(FieldGroup group) {
  switch (group) {
    case FieldGroup::none:
      return "";
    case FieldGroup::item:
      return "golive.ItemFields";
    case FieldGroup::body:
      return "golive.BodyFields";
  }
  return "";
}

class AnnotationWriter {
 public:
  void line(const std::string& text) { text_ += text + "\n"; }

  void add_class(std::string_view name, const KnownFields& fields, std::string_view parent = {}) {
    line("");
    line("---@class " + std::string(name) + (parent.empty() ? "" : ": " + std::string(parent)));
    for (const KnownField& each : fields) {
      const std::string field(each.name);
      const bool is_keyword = each.name == "until";
      line("---@field " + (is_keyword ? "[\"" + field + "\"]" : field) +
           (each.required ? " " : "? ") + std::string(each.type) + " # " + std::string(each.doc));
    }
  }

  // A function of the vocabulary; what it gives.
  void add_function(std::string_view name, std::string_view doc,
                    std::span<const KnownField> parameters, std::string_view gives) {
    line("");
    line("---" + std::string(doc) + ".");
    std::string called;
    for (const KnownField& each : parameters) {
      line("---@param " + std::string(each.name) + " " + std::string(each.type) +
           (each.doc.empty() ? "" : " # " + std::string(each.doc)));
      called += (called.empty() ? "" : ", ") + std::string(each.name);
    }
    line("---@return " + std::string(gives));
    line("function " + std::string(name) + "(" + called + ") end");
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void add_names(AnnotationWriter& writer, std::string_view alias, const std::string& doc,
               const std::set<std::string>& names, bool others) {
  std::string type = names.empty() || others ? "string" : "";
  for (const std::string& each : names) type += (type.empty() ? "\"" : "|\"") + each + "\"";
  writer.line("---" + doc);
  writer.line("---@alias golive." + std::string(alias) + " " + type);
}

// Names of items: their paths, and what is enough of them.
std::set<std::string> item_names(const Plan& plan) {
  std::set<std::string> names;
  for (const Item& each : plan.items) {
    if (each.id.empty()) continue;
    names.insert(each.path);
    if (resolve_item(plan, each.id)) names.insert(each.id);
  }
  return names;
}

void add_plan(AnnotationWriter& writer, const Plan* plan) {
  std::set<std::string> roles, secrets, parameters, items;
  if (plan) {
    for (const Role& each : plan->roles) roles.insert(each.id);
    for (const Secret& each : plan->secrets) secrets.insert(each.id);
    for (const Environment& each : plan->environments)
      for (const auto& [name, value] : each.parameters) parameters.insert(name);
    items = item_names(*plan);
  }
  writer.line("");
  add_names(writer, "Role", "A role of the plan.", roles, false);
  add_names(writer, "SecretName", "A secret of the plan.", secrets, false);
  add_names(writer, "Param", "A parameter of the plan's environments.", parameters, false);
  add_names(writer, "Item", "An item: its path, or any end of it that only one has.", items, true);
}

void add_block(AnnotationWriter& writer, BlockKind kind) {
  const std::string name = class_of(kind);
  writer.add_class(name, own_fields_of(kind), class_of(group_of(kind)));
  if (!other_fields(kind).empty())
    writer.line("---@field [string] " + std::string(other_fields(kind)));
  if (holds_blocks(kind)) writer.line("---@field [integer] golive.Block|golive.Block[]");
  const KnownField id{"id", kind == BlockKind::absent ? "golive.Role" : "string", ""};
  const KnownField table{"fields", name, ""};
  if (has_id(kind))
    writer.add_function(text_of(kind), doc_of(kind), {&id, 1},
                        "fun(fields: " + name + "): golive.Block");
  else
    writer.add_function(text_of(kind), doc_of(kind), {&table, 1}, "golive.Block");
}

void add_calls(AnnotationWriter& writer) {
  writer.add_class("golive.Exec", exec_fields());
  writer.line("---@field [integer] string|number");
  writer.add_class("golive.Http", http_fields());
  writer.add_class("golive.Poll", poll_fields());
  writer.add_class("golive.Expect", expect_fields());
  writer.add_class("golive.Sleep", sleep_fields());
  writer.add_class("golive.Ask", ask_fields());
  writer.line("---@field [integer] string");
  for (const KnownAnswer& each : known_answers())
    writer.add_class("golive." + std::string(each.name), list_of(each.fields));
  writer.add_class("golive.Ctx", ctx_members());
  writer.add_class("golive.TestDay", day_members());
}

}  // namespace

std::string annotations(const Plan* plan) {
  AnnotationWriter writer;
  writer.line(std::string(about.substr(0, about.size() - 1)));
  add_plan(writer, plan);
  writer.add_class("golive.Retry", retry_fields());
  writer.add_class("golive.Rung", rung_fields());
  writer.add_class("golive.Traits", trait_fields());
  writer.add_class(class_of(FieldGroup::item), fields_of(FieldGroup::item));
  auto of_body = fields_of(FieldGroup::body);
  of_body.erase(of_body.begin(),
                of_body.begin() + static_cast<std::ptrdiff_t>(fields_of(FieldGroup::item).size()));
  writer.add_class(class_of(FieldGroup::body), of_body, class_of(FieldGroup::item));
  for (const auto& [kind, name] : EnumText<BlockKind>::table) add_block(writer, kind);
  for (const KnownWord& each : known_words())
    writer.add_function(text_of(each.kind), each.doc, each.parameters, "golive.Rule");
  const KnownField of_each[] = {
      {"list", "any[]", "Values"},
      {"make", "fun(one: any, index: integer): any", "What becomes of each"}};
  writer.add_function("each", "The list of what the function makes of each", of_each,
                      "golive.Block[]");
  add_calls(writer);
  return writer.take();
}

}  // namespace golive
