#include "lua/block_fields.h"

#include <algorithm>

namespace golive {
namespace {

constexpr KnownField of_items[] = {
    {"title", "string", "What people read"},
    {"description", "string", "More for people: how it is done"},
    {"owner", "golive.Role", "Whose it is"},
    {"on", "golive.Day", "The day on which it may begin"},
    {"at", "golive.Clock", "When it begins, on that day: \"08:15\", or \"J-1 18:00\""},
    {"from", "golive.Day", "The first day"},
    {"to", "golive.Day", "The last day, included"},
    {"estimate", "golive.Duration", "How long it takes"},
    {"after", "golive.Item|golive.Item[]",
     "Earlier items that must be done first; of a smoke test as a text: what it is hooked after"},
    {"when", "fun(ctx: golive.Ctx): boolean, string?",
     "Whether it is done at all, and the reason if not"},
    {"does", "golive.Does", "What it is, for check, forecast and reports"},
    {"window", "string",
     "The window outside of which nothing of it starts; no contingency has one"},
};

constexpr KnownField of_bodies[] = {
    {"run", "golive.Body", "What it does: a function, or a ready-made body", required_field},
    {"undo", "golive.Body", "Takes back what run did, also half of it"},
    {"undo_estimate", "golive.Duration", "How long undoing takes"},
    {"interruption", "\"ask\"|\"retry\"|\"probe\"",
     "What becomes of an action that may or may not have happened"},
    {"probe", "golive.Probe", "Looks whether an action in doubt has happened"},
    {"irreversible", "boolean", "It cannot be undone, and that is meant"},
    {"timeout", "golive.Duration", "An attempt is ended after it"},
    {"retry", "integer|golive.Retry", "How often it is tried again by itself"},
    {"on_failure", "\"ask\"|\"retry\"|\"continue\"|golive.Rule",
     "What follows its failure; activate \"contingency\" is one"},
    {"effects", "boolean", "false: it changes nothing, so it needs no undo"},
    {"missed", "\"ask\"|\"run late\"|\"skip\"", "If nothing was there to start it in time"},
};

constexpr KnownField of_plan[] = {
    {"title", "string", "What people read"},
    {"language", "\"en\"|\"fr\"", "Of the reports"},
    {"timezone", "string", "The zone of its times, like \"Europe/Paris\""},
    {"holidays", "string|string[]",
     "What days are no working days: \"FR\", \"file:company.txt\" or .ics, or a list"},
    {"approved_by", "golive.Role|golive.Role[]", "Who approves the plan, and each change of it"},
    {"starter_may_decide", "boolean", "Who starts a run may decide its gates"},
};
constexpr KnownField of_role[] = {{"title", "string", "What people read"},
                                  {"duties", "string", "What it answers for"}};
constexpr KnownField of_contact[] = {{"title", "string", "Who it is"},
                                     {"phone", "string", "A number"},
                                     {"mail", "string", "An address"},
                                     {"role", "golive.Role", "The role that is called so"}};
constexpr KnownField of_channel[] = {
    {"slack", "string", "Its incoming webhook, \"secret:name\" (exactly one of the four)"},
    {"teams", "string", "Its incoming webhook, \"secret:name\" (exactly one of the four)"},
    {"mail", "string", "Addresses, with commas between them (exactly one of the four)"},
    {"webhook", "string", "A URL, or \"secret:name\" (exactly one of the four)"},
    {"server", "string", "mail: \"smtp://host:587\" or \"smtps://host:465\""},
    {"user", "string", "mail: who the server knows"},
    {"password", "string", "mail: \"secret:name\""},
    {"sender", "string", "mail: the address that it comes from"},
    {"signed_with", "string", "webhook: \"secret:name\", the key of its signature"},
    {"tells", "golive.Notice|golive.Notice[]", "What it is told of; without: of everything"},
    {"daily", "golive.Clock", "When the daily note goes out: \"18:00\""},
};
constexpr KnownField of_environment[] = {{"title", "string", "What people read"},
                                         {"live", "boolean", "true: the real one"}};
constexpr KnownField of_secret[] = {
    {"from", "string", "\"env:NAME\", \"file:PATH\" or \"command:PROGRAM ARG\"", required_field}};
constexpr KnownField of_objective[] = {{"max", "string|number", "At most: \"4h\", 0.1"},
                                       {"min", "string|number", "At least: 99.9"}};
constexpr KnownField of_freeze[] = {{"from", "golive.Moment", "Its begin", required_field},
                                    {"to", "golive.Moment", "Its end", required_field},
                                    {"reason", "string", "Why nothing may start"}};
constexpr KnownField of_window[] = {{"from", "golive.Moment", "Its begin", required_field},
                                    {"to", "golive.Moment", "Its end", required_field},
                                    {"title", "string", "What people read"},
                                    {"reason", "string", "Why only then"}};
constexpr KnownField of_accept[] = {{"item", "golive.Item", "For it, and all in it"},
                                    {"reason", "string", "Why it is meant so", required_field}};
constexpr KnownField of_scenario[] = {
    {"title", "string", "What goes wrong"},
    {"failures", "integer", "Percent of the attempts of every step, smoke test and watch"},
    {"late", "golive.Duration", "Every answer, by so much"},
};
constexpr KnownField of_fail[] = {{"times", "integer", "Its first attempts; without: each one"}};
constexpr KnownField of_flaps[] = {{"percent", "integer", "Of its attempts", required_field}};
constexpr KnownField of_absent[] = {{"from", "golive.Moment", "Without: from the beginning"},
                                    {"to", "golive.Moment", "Without: for good"}};
constexpr KnownField of_late[] = {{"by", "golive.Duration", "How late", required_field}};
constexpr KnownField of_tests[] = {
    {"j", "string", "The go-live day of each: \"2027-01-15\""},
    {"environment", "string", "Where: without, the live one, else the first"},
};
constexpr KnownField of_test[] = {
    {"j", "string", "The go-live day, if it is another one"},
    {"environment", "string", "Where, if it is elsewhere"},
    {"play", "fun(day: golive.TestDay)", "What happens, and what must be so", required_field},
};
constexpr KnownField of_phase[] = {
    {"overlaps", "boolean", "true: it does not wait for the phase before"}};
constexpr KnownField of_task[] = {{"on_failure", "\"ask\"|\"retry\"|\"continue\"|golive.Rule",
                                   "What follows when it did not pass"}};
constexpr KnownField of_smoke[] = {
    {"before", "golive.Item|golive.Does", "What it is hooked before: an item, or what it does"}};
constexpr KnownField of_gate[] = {
    {"decided_by", "golive.Deciders", "Who must decide"},
    {"requires", "golive.Rule", "rehearsed(\"phase\", \"7d\")"},
    {"within", "golive.Duration", "By when they answer, once it is open"},
    {"escalation", "golive.Rung[]", "Who is told, once nobody has answered within that"},
    {"valid_for", "golive.Duration", "How long a GO that was not used holds"},
};
constexpr KnownField of_watch[] = {
    {"during", "golive.Duration", "How long it watches", required_field},
    {"rehearse_for", "golive.Duration", "How long in a rehearsal"},
};
constexpr KnownField of_contingency[] = {
    {"risk", "string", "What it is the answer to"},
    {"trigger", "golive.Rule", "failed \"id\", breached \"id\" or any_of { ... }"},
    {"decided_by", "golive.Deciders", "Who activates or declines it"},
    {"within", "golive.Duration", "By when, once it is offered"},
    {"rollback_to", "string", "The phase or item to whose begin all is undone"},
    {"rollback_after", "string", "The step of its own that comes before the rollback"},
    {"automatic", "boolean", "true: nobody is asked"},
    {"afterwards", "\"hold\"|\"retry\"|\"skip\"", "What becomes of the item that failed"},
};

struct KnownBlock {
  BlockKind kind;
  FieldGroup group;
  std::string_view doc;
  std::span<const KnownField> own = {};
  bool holds = false;
  std::string_view others = {};
};
constexpr bool with_blocks = true;
constexpr auto alone = FieldGroup::none, as_item = FieldGroup::item, as_body = FieldGroup::body;
// In the order of BlockKind.
constexpr KnownBlock all_blocks[] = {
    {BlockKind::plan, alone, "A release plan: what a runbook returns", of_plan, with_blocks},
    {BlockKind::document,
     alone,
     "What the plan says to people",
     {},
     !with_blocks,
     "string|string[]"},
    {BlockKind::role, alone, "What entitles people to act", of_role},
    {BlockKind::contact, alone, "Whom one calls", of_contact},
    {BlockKind::channel, alone, "Where one writes to everybody", of_channel},
    {BlockKind::environment, alone, "Where a run acts; other fields are its parameters",
     of_environment, !with_blocks, "string|number|boolean"},
    {BlockKind::secret, alone, "A value that nobody reads, and where it comes from", of_secret},
    {BlockKind::objective, alone, "A figure to reach", of_objective},
    {BlockKind::freeze, alone, "A span in which nothing may be started", of_freeze},
    {BlockKind::window, alone, "A span outside of which what names it does not start", of_window},
    {BlockKind::accept, alone, "Accepts a finding of golive check, by its code", of_accept},
    {BlockKind::scenario, alone, "What goes wrong in a simulation", of_scenario, with_blocks},
    {BlockKind::fail, alone, "An item that fails", of_fail},
    {BlockKind::flaps, alone, "An item that fails now and then", of_flaps},
    {BlockKind::absent, alone, "A role in which nobody is there", of_absent},
    {BlockKind::late, alone, "An item that is late, or its answer", of_late},
    {BlockKind::tests, alone, "The tests of a runbook", of_tests, with_blocks},
    {BlockKind::test, alone, "One test; its id is a sentence", of_test},
    {BlockKind::phase, as_item, "A part of the plan, with its items", of_phase, with_blocks},
    {BlockKind::step, as_body, "Automated work"},
    {BlockKind::task, as_item, "Work that a person does", of_task},
    {BlockKind::checklist, as_item, "Tasks and steps in no order", {}, with_blocks},
    {BlockKind::smoke, as_body, "A smoke test, hooked to an item or at its own time", of_smoke},
    {BlockKind::gate, as_item, "Where people decide", of_gate},
    {BlockKind::watch, as_body, "Watches over a span of time; holds nobody but its phase",
     of_watch},
    {BlockKind::parallel, as_item, "Items side by side", {}, with_blocks},
    {BlockKind::contingency, as_item, "The prepared answer to a risk, with its steps",
     of_contingency, with_blocks},
};
static_assert(std::size(all_blocks) == EnumText<BlockKind>::table.size());

const KnownBlock& known_block(BlockKind kind) {
  return *std::find_if(std::begin(all_blocks), std::end(all_blocks),
                       [kind](const KnownBlock& each) { return each.kind == kind; });
}

void add_fields(KnownFields& fields, std::span<const KnownField> more) {
  fields.insert(fields.end(), more.begin(), more.end());
}

constexpr KnownField of_any_of[] = {{"parts", "any[]", "Roles or rules, of which one is enough"}};
constexpr KnownField of_at_least[] = {{"count", "integer", "How many"},
                                      {"role", "golive.Role", "People of it"}};
constexpr KnownField of_item_rule[] = {{"item", "golive.Item", "Which"}};
constexpr KnownField of_activate[] = {{"contingency", "string", "Which"}};
constexpr KnownField of_rehearsed[] = {{"phase", "string", "Which"},
                                       {"within", "golive.Duration", "Not longer ago"}};
constexpr KnownWord all_words[] = {
    {RuleKind::any_of, of_any_of, "One of them is enough"},
    {RuleKind::at_least, of_at_least, "So many people of a role"},
    {RuleKind::failed, of_item_rule, "A trigger: the item has failed"},
    {RuleKind::breached, of_item_rule, "A trigger: the watch went bad"},
    {RuleKind::activate, of_activate, "For on_failure: the contingency begins by itself"},
    {RuleKind::rehearsed, of_rehearsed, "For requires: a rehearsal of the phase went through"},
};
static_assert(std::size(all_words) == EnumText<RuleKind>::table.size());

}  // namespace

FieldGroup group_of(BlockKind kind) { return known_block(kind).group; }
KnownFields own_fields_of(BlockKind kind) { return list_of(known_block(kind).own); }
std::string_view doc_of(BlockKind kind) { return known_block(kind).doc; }
bool holds_blocks(BlockKind kind) { return known_block(kind).holds; }
std::string_view other_fields(BlockKind kind) { return known_block(kind).others; }
std::span<const KnownWord> known_words() { return all_words; }

KnownFields fields_of(FieldGroup group) {
  KnownFields fields;
  if (group != FieldGroup::none) add_fields(fields, of_items);
  if (group == FieldGroup::body) add_fields(fields, of_bodies);
  return fields;
}

KnownFields fields_of(BlockKind kind) {
  KnownFields fields = fields_of(group_of(kind));
  add_fields(fields, known_block(kind).own);
  return fields;
}

KnownFields retry_fields() {
  return {{"times", "integer", "How often it is tried again"},
          {"every", "golive.Duration", "How long after a failure"}};
}

KnownFields rung_fields() {
  return {{"after", "golive.Duration", "How long after silence has put the gate on hold",
           required_field},
          {"to", "golive.Role", "Who is told then", required_field}};
}

KnownFields trait_fields() {
  return {{"does", "golive.Does", "What it is"},
          {"effects", "boolean", "false: it changes nothing"},
          {"interruption", "\"ask\"|\"retry\"|\"probe\"", "As of the item"},
          {"irreversible", "boolean", "It cannot be undone"},
          {"estimate", "golive.Duration", "How long it takes"},
          {"undo_estimate", "golive.Duration", "How long undoing takes"},
          {"timeout", "golive.Duration", "An attempt is ended after it"},
          {"every", "golive.Duration", "How often it asks"},
          {"tolerate", "integer", "How many bad answers in a row it bears"}};
}

}  // namespace golive
