// What is there for the day on which it goes wrong: backups, undos, contingencies.
#include <algorithm>
#include <set>

#include "core/lint_rules.h"
#include "core/readiness.h"

namespace golive::rule {
namespace {

// The risk of a line: what stands before a colon, without what decorates it.
std::string risk_of(const std::string& line) {
  constexpr auto decoration = " \t-*#";
  const std::string text = line.substr(0, line.find(':'));
  const auto first = text.find_first_not_of(decoration);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(decoration) - first + 1);
}

bool has_backup_before(const Linted& linted, ItemIndex migration) {
  const auto before = items_before(linted.plan, migration);
  for (ItemIndex index = 0; index < before.size(); ++index)
    if (before[index] && linted.item(index).does == "backup" &&
        linted.phase_of(index) == linted.phase_of(migration))
      return true;
  return false;
}

}  // namespace

// A backup of an earlier phase does not count: it is days old.
void backup_missing(const Linted& linted, Findings& found) {
  for (ItemIndex index = 0; index < linted.plan.items.size(); ++index) {
    const Item& item = linted.item(index);
    if (item.does != "migration" || !linted.is_main(index) || has_backup_before(linted, index))
      continue;
    found.about(item,
                said(item) + " migrates, and no backup comes before it in " +
                    said(linted.item(linted.phase_of(index))),
                "add an item with does = \"backup\" before it, mysql.backup for instance");
  }
}

void undo_missing(const Linted& linted, Findings& found) {
  for (const Item& item : linted.plan.items)
    if (item.has_run && item.effects && !item.irreversible && !item.has_undo)
      found.about(item, said(item) + " has effects, and nothing that takes them back",
                  "add undo = function(ctx) ... end; or irreversible = true; or effects = false, "
                  "if it changes nothing");
}

// The document's part `risks` names them, one a line; a contingency says which one it answers.
void contingency_missing(const Linted& linted, Findings& found) {
  std::set<std::string> answered;
  for (const ItemIndex index : linted.plan.contingencies)
    answered.insert(risk_of(linted.item(index).risk));
  for (const DocumentPart& part : linted.plan.document) {
    if (part.id != "risks") continue;
    for (const std::string& line : part.lines) {
      const std::string risk = risk_of(line);
      if (risk.empty() || answered.contains(risk)) continue;
      found.about(part.place, risk, "no contingency answers the risk \"" + risk + "\"",
                  "add contingency \"id\" { risk = \"" + risk + "\", ... }");
    }
  }
}

void trigger_missing(const Linted& linted, Findings& found) {
  for (const ItemIndex index : linted.plan.contingencies) {
    const Item& item = linted.item(index);
    const bool activated =
        std::any_of(linted.plan.items.begin(), linted.plan.items.end(), [&](const Item& each) {
          return each.on_failure == OnFailure::activate && each.activates == item.path;
        });
    if (!item.trigger && !activated)
      found.about(item, said(item) + " has no trigger: nothing offers it when it is needed",
                  "add trigger = failed \"item\", breached \"watch\" or any_of { ... }");
  }
}

void decider_missing(const Linted& linted, Findings& found) {
  for (const ItemIndex index : linted.plan.contingencies)
    if (const Item& item = linted.item(index); roles_of(item.decided_by).empty())
      found.about(item, said(item) + " has nobody who decides; it cannot be run",
                  "add decided_by = { \"role\" }");
}

void deadline_missing(const Linted& linted, Findings& found) {
  for (const ItemIndex index : linted.plan.contingencies)
    if (const Item& item = linted.item(index); !item.within && !item.automatic)
      found.about(item, said(item) + " has no deadline: nothing says by when it is to be decided",
                  "add within = \"15m\"");
}

}  // namespace golive::rule
