// Plan: the immutable content of a runbook, as data. Made by the Lua loader, checked by
// finish_plan(), kept as JSON in a run's first event. Items stand in one vector, in the order
// written; an item is known inside the core by its index, and everywhere else by its path
// ("go-live/migrate"). An amendment lets a run's plan grow (core/amendment.h): items keep their
// indices, new ones come last, and `order` tells how all of them are written.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_text.h"
#include "base/instant.h"
#include "core/moment.h"

namespace golive {

using ItemIndex = std::uint32_t;

enum class ItemKind { phase, step, task, checklist, smoke, gate, watch, parallel, contingency };
template <>
struct EnumText<ItemKind> {
  static constexpr EnumTable<ItemKind, 9> table{{{ItemKind::phase, "phase"},
                                                 {ItemKind::step, "step"},
                                                 {ItemKind::task, "task"},
                                                 {ItemKind::checklist, "checklist"},
                                                 {ItemKind::smoke, "smoke"},
                                                 {ItemKind::gate, "gate"},
                                                 {ItemKind::watch, "watch"},
                                                 {ItemKind::parallel, "parallel"},
                                                 {ItemKind::contingency, "contingency"}}};
};

// Who must decide: a tree over roles. `any_of {..}`, `at_least(2, "role")`, and a plain list is
// all-of.
struct Rule {
  enum class Kind { role, all_of, any_of, at_least } kind = Kind::all_of;
  std::string role = {};         // role, at_least
  int count = 1;                 // at_least: that many distinct people of `role`
  std::vector<Rule> parts = {};  // all_of, any_of
  friend bool operator==(const Rule&, const Rule&) = default;
};
template <>
struct EnumText<Rule::Kind> {
  static constexpr EnumTable<Rule::Kind, 4> table{{{Rule::Kind::role, "role"},
                                                   {Rule::Kind::all_of, "all_of"},
                                                   {Rule::Kind::any_of, "any_of"},
                                                   {Rule::Kind::at_least, "at_least"}}};
};

// What may set a contingency going: `failed "id"`, `breached "watch"`, `any_of { ... }`; a person
// always may.
struct Trigger {
  enum class Kind { failed, breached, any_of } kind = Kind::any_of;
  std::string item = {};            // as written; a path after finish_plan()
  std::vector<Trigger> parts = {};  // any_of
  friend bool operator==(const Trigger&, const Trigger&) = default;
};
template <>
struct EnumText<Trigger::Kind> {
  static constexpr EnumTable<Trigger::Kind, 3> table{{{Trigger::Kind::failed, "failed"},
                                                      {Trigger::Kind::breached, "breached"},
                                                      {Trigger::Kind::any_of, "any_of"}}};
};

enum class OnFailure { ask, retry, proceed, activate };
template <>
struct EnumText<OnFailure> {
  static constexpr EnumTable<OnFailure, 4> table{{{OnFailure::ask, "ask"},
                                                  {OnFailure::retry, "retry"},
                                                  {OnFailure::proceed, "continue"},
                                                  {OnFailure::activate, "activate"}}};
};

enum class Interruption { ask, retry, probe };
template <>
struct EnumText<Interruption> {
  static constexpr EnumTable<Interruption, 3> table{
      {{Interruption::ask, "ask"}, {Interruption::retry, "retry"}, {Interruption::probe, "probe"}}};
};

// What becomes of the item that triggered a contingency without rollback, once the contingency has
// ended.
enum class Afterwards { hold, retry, skip };
template <>
struct EnumText<Afterwards> {
  static constexpr EnumTable<Afterwards, 3> table{
      {{Afterwards::hold, "hold"}, {Afterwards::retry, "retry"}, {Afterwards::skip, "skip"}}};
};

// What becomes of an item whose time passed while nothing could start it.
enum class Missed { ask, run_late, skip };
template <>
struct EnumText<Missed> {
  static constexpr EnumTable<Missed, 3> table{
      {{Missed::ask, "ask"}, {Missed::run_late, "run late"}, {Missed::skip, "skip"}}};
};

struct Retry {
  int times = 0;  // further attempts after the first
  Duration every = std::chrono::seconds(10);
  friend bool operator==(const Retry&, const Retry&) = default;
};

// A rung of a gate's escalation: so long after silence has put it on hold, `to` is told, too.
struct Rung {
  Duration after{};
  std::string to;  // a role's id
  friend bool operator==(const Rung&, const Rung&) = default;
};

struct Item {
  // what every item has
  std::string id;    // empty for `parallel`
  std::string path;  // ids from the phase (or contingency) down, joined by "/"
  ItemKind kind = ItemKind::step;
  std::string place;  // "runbook.lua:42"
  std::optional<ItemIndex> parent = {};
  std::vector<ItemIndex> children = {};  // in the order written
  std::string title = {}, description = {};
  std::string owner = {};                    // a role's id
  std::optional<Moment> on = {};             // a day: `on`
  std::optional<Moment> from = {}, to = {};  // planned borders, both days included
  std::optional<int> at = {};                // minute of the day `on` (or of the phase's only day)
  std::optional<Moment> at_moment = {};      // `at = "J-3 18:00"`
  std::optional<Duration> estimate = {}, undo_estimate = {}, timeout = {};
  Retry retry = {};
  OnFailure on_failure = OnFailure::ask;
  std::string activates = {};  // OnFailure::activate: a contingency's id
  Interruption interruption = Interruption::ask;
  Missed missed = Missed::ask;
  std::string window = {};  // a window's id: nothing of it starts outside
  std::string does = {};    // backup, migration, deploy, check, downtime_start, opening, ...
  std::vector<std::string> after_written = {};  // `after = {...}`, as written
  bool has_run = false, has_undo = false, has_when = false, has_probe = false;
  bool effects = true;  // false: declared (or a smoke, a watch): needs no undo
  bool irreversible = false;
  bool overlaps = false;  // phase: does not wait for the one before

  // gate, contingency
  Rule decided_by = {};
  std::optional<Duration> within = {}, valid_for = {};
  std::vector<Rung> escalation = {};  // gate: in the order climbed; a no-go at its end
  std::string rehearsed_phase = {};   // requires = rehearsed("go-live", "7d")
  std::optional<Duration> rehearsed_within = {};
  // smoke: `before` / `after` an item by id, or by what it `does`
  std::string hook_before = {}, hook_after = {};
  // watch
  std::optional<Duration> during = {}, rehearse_for = {};
  std::optional<Duration> blind_for = {};  // declared: it succeeds though nobody answers that long
  // contingency
  std::string risk = {};
  std::optional<Trigger> trigger = {};
  std::string rollback_to = {};  // a path after finish_plan(); empty: no rollback
  // The child after which the rollback begins (a path after finish_plan()); empty: before the
  // first.
  std::string rollback_after = {};
  bool automatic = false;
  Afterwards afterwards = Afterwards::hold;

  // filled by finish_plan()
  std::vector<ItemIndex> edges = {};  // every item that must be done before this one may start
  // filled by the loader: hash of its functions with all they reach; empty: it has none
  std::string code = {};
  // filled by an amendment: its index in the text of the plan's hash, where that is another one;
  // and whether the amended text has it no more
  std::optional<ItemIndex> text_index = {};
  bool removed = false;
  friend bool operator==(const Item&, const Item&) = default;
};

struct Role {
  std::string id, title, duties;
  std::string place = {};  // "runbook.lua:7", here and below
  friend bool operator==(const Role&, const Role&) = default;
};
struct Contact {
  std::string id, title, phone, mail, role;
  friend bool operator==(const Contact&, const Contact&) = default;
};
// What a channel is told of a run, by the words of `tells`.
enum class NoticeKind { gates, doubts, failures, lateness, contingencies, run, daily };
template <>
struct EnumText<NoticeKind> {
  static constexpr EnumTable<NoticeKind, 7> table{{{NoticeKind::gates, "gates"},
                                                   {NoticeKind::doubts, "doubts"},
                                                   {NoticeKind::failures, "failures"},
                                                   {NoticeKind::lateness, "lateness"},
                                                   {NoticeKind::contingencies, "contingencies"},
                                                   {NoticeKind::run, "run"},
                                                   {NoticeKind::daily, "daily"}}};
};
struct Channel {
  std::string id, kind, target;  // kind: slack, teams, mail, webhook; target may be "secret:name"
  // mail: "smtp://host:587" or "smtps://host:465"; user and password may be "secret:name"
  std::string server = {}, user = {}, password = {}, sender = {};
  std::string signed_with = {};        // webhook: "secret:name"
  std::vector<NoticeKind> tells = {};  // none: all of them
  std::optional<int> daily = {};       // minute of the day at which the daily note goes out
  std::string place = {};
  friend bool operator==(const Channel&, const Channel&) = default;
};
struct Environment {
  std::string id;
  bool live = false;
  std::map<std::string, std::string> parameters = {};
  friend bool operator==(const Environment&, const Environment&) = default;
};
struct Secret {
  std::string id, from;  // from: "env:NAME", "file:PATH", "command:PROGRAM ARG..."
  friend bool operator==(const Secret&, const Secret&) = default;
};
struct Objective {
  std::string id, max, min;  // as written: "4h", "99.9"
  std::string place = {};
  friend bool operator==(const Objective&, const Objective&) = default;
};
struct Freeze {
  std::string id;
  Moment from, to;
  std::string reason;
  std::string place = {};
  friend bool operator==(const Freeze&, const Freeze&) = default;
};
struct Window {  // what names it starts in it, or is asked about
  std::string id;
  Moment from, to;
  std::string title = {}, reason = {};
  std::string place = {};
  friend bool operator==(const Window&, const Window&) = default;
};
struct Accepted {  // a lint finding accepted in the plan
  std::string code, item, reason;
  std::string place = {};
  friend bool operator==(const Accepted&, const Accepted&) = default;
};
struct DocumentPart {  // purpose, scope, ...: one text or a list of lines
  std::string id;
  std::vector<std::string> lines;
  std::string place = {};
  friend bool operator==(const DocumentPart&, const DocumentPart&) = default;
};

struct Plan {
  std::string id, title, language = "en", timezone;
  std::string holidays;                         // a calendar that golive has: "FR", or none
  std::vector<std::string> holiday_files = {};  // of the runbook's folder, by their paths
  std::vector<Date> holiday_dates = {};         // what stands in them, ascending
  std::string place = {};                       // of the plan block
  std::string hash;                             // SHA-256 of the runbook's files, modules included
  std::vector<std::string> approved_by = {};    // roles
  bool starter_may_decide = false;
  std::vector<DocumentPart> document = {};
  std::vector<Role> roles = {};
  std::vector<Contact> contacts = {};
  std::vector<Channel> channels = {};
  std::vector<Environment> environments = {};
  std::vector<Secret> secrets = {};
  std::vector<Objective> objectives = {};
  std::vector<Freeze> freezes = {};
  std::vector<Window> windows = {};
  std::vector<Accepted> accepted = {};
  std::vector<Item> items = {};  // a parent stands before its children
  std::vector<ItemIndex> phases = {}, contingencies = {};
  // Of an amended plan: its items as they are written, removed ones left out. Empty: as they stand.
  std::vector<ItemIndex> order = {};
  friend bool operator==(const Plan&, const Plan&) = default;
};

const Item* find_item(const Plan& plan, std::string_view path);
// The items that stand before this one as the plan is written; one flag an item.
std::vector<bool> written_before(const Plan& plan, ItemIndex item);
// By full path, or by the last parts of it if only one item ends so ("migrate" for
// "go-live/migrate").
Result<ItemIndex> resolve_item(const Plan& plan, std::string_view reference);
const Role* find_role(const Plan& plan, std::string_view id);
const Environment* find_environment(const Plan& plan, std::string_view id);
// Roles that a rule names, each once, in the order written.
std::vector<std::string> roles_of(const Rule& rule);
// What people see: the title, else the id.
const std::string& name_of(const Item& item);
// An item that does something itself, i.e. no phase, checklist, parallel or contingency.
bool is_leaf(const Item& item);
// The contingency an item belongs to, if any.
std::optional<ItemIndex> contingency_of(const Plan& plan, ItemIndex item);
// The window that it names; null if there is none.
const Window* find_window(const Plan& plan, std::string_view id);
// The channel with this id; null if there is none.
const Channel* find_channel(const Plan& plan, std::string_view id);
// Whether it can be written to, and wants to know of such: a daily note only where it has a time.
bool tells(const Channel& channel, NoticeKind kind);
// Part of a contingency, and to be done before its rollback begins.
bool precedes_rollback(const Plan& plan, ItemIndex item);

// Computes paths and edges of a freshly loaded plan, resolves references, and refuses what has no
// meaning (unknown role or item with "did you mean", duplicate path, an edge to a later item).
// Errors are ErrorKind::unloadable with the item's place.
Result<void> finish_plan(Plan& plan);
// Refuses what can be loaded and looked at, and not be run: a gate or a contingency that nobody
// decides. The lint (core/lint.h) has findings for it.
Result<void> check_runnable(const Plan& plan);

}  // namespace golive
