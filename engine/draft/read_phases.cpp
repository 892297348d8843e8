#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/moment.h"
#include "draft/folded.h"
#include "draft/reading.h"

namespace golive {

namespace {

std::string day_text(int days) { return to_text(Moment{days, false, {}}); }

// Who decides a GO: whom the text names, else whose duty it is, else who approves the plan.
std::vector<std::string> deciders_of(const Draft& draft, std::string_view text) {
  auto roles = roles_in(draft, text);
  if (!roles.empty()) return roles;
  for (const auto& role : draft.roles)
    if (has_any(folded(role.duties), "go no go|sign off|signs off")) roles.push_back(role.id);
  return roles.empty() ? draft.approved_by : roles;
}

std::string without_colon(std::string_view text) {
  while (text.ends_with(' ') || text.ends_with(':')) text.remove_suffix(1);
  return std::string(text);
}

void set_gate(DraftItem& item, const Draft& draft, std::string_view text) {
  item.kind = ItemKind::gate;
  item.decided_by = deciders_of(draft, text);
  if (!item.decided_by.empty()) return;
  item.decided_by = {nobody()};
  item.to_complete.emplace_back("who decides?");
}

DraftItem phase_of(Reading& reading, const Section& section, DaySpan days) {
  DraftItem phase;
  phase.kind = ItemKind::phase;
  phase.line = section.line;
  set_title(phase, bare_title(section.title));
  phase.id = reading.item_ids.id(phase.title);
  phase.from = day_text(days.from);
  phase.to = day_text(days.to);
  phase.children = items_of(reading, section, false);
  for (auto& item : items_in_tables(reading, section)) phase.children.push_back(std::move(item));
  // A clock means a day: only where the phase has one.
  if (days.from != days.to) return phase;
  for (auto& child : phase.children) {
    if (child.from == phase.from) child.from.clear(), child.to.clear();
    if (!child.at.empty()) continue;
    const auto timed = clock_at_start(child.title);
    if (!timed) continue;
    child.at = clock_text(timed->minute);
    const std::string rest(timed->rest);
    if (!rest.empty()) child.title = rest;
  }
  return phase;
}

void add_risk(Reading& reading, std::string_view risk, std::string_view answer, int line) {
  DraftItem contingency;
  contingency.kind = ItemKind::contingency;
  contingency.line = line;
  set_title(contingency, without_colon(risk));
  contingency.risk = contingency.title;
  contingency.id = reading.item_ids.id(contingency.title);
  contingency.decided_by = {nobody()};
  contingency.to_complete = {"trigger = failed \"...\" or breached \"...\": what sets it going?",
                             "who decides?", "within = \"15m\": by when?"};
  auto task = item_of(reading, answer, line);
  task.does.clear();  // "a snapshot taken before": it speaks of what is to be there
  task.id = reading.item_ids.id(task.title);
  contingency.children.push_back(std::move(task));
  reading.draft.contingencies.push_back(std::move(contingency));
}

void read_risks(Reading& reading, const Section& section) {
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::item || block.depth > 0) continue;
    const auto colon = std::min(block.text.find(':'), block.text.size());
    const auto risk = block.strong.empty() ? block.text.substr(0, colon) : block.strong;
    const auto answer = block.text.substr(std::min(colon + 1, block.text.size()));
    add_risk(reading, risk, answer.empty() ? block.text : answer, block.line);
  }
  for (const auto& row : risks_in_tables(reading, section))
    add_risk(reading, row.risk, row.answer.empty() ? row.risk : row.answer, row.line);
}

// No heading has J dates: maybe the rows of a table have.
void read_dated_rows(Reading& reading) {
  const auto& sections = reading.outline.sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    auto phases = phases_in_tables(reading, sections[i]);
    if (phases.empty()) continue;
    reading.taken[i] = true;
    for (auto& phase : phases) {
      give_ids(reading, phase.children);
      reading.draft.phases.push_back(std::move(phase));
    }
  }
}

}  // namespace

const std::string& nobody() {
  static const std::string role = "to_be_named";
  return role;
}

void set_title(DraftItem& item, std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const auto title = cut_utf8(text, limits::imported_title_bytes);
  item.title = title;
  if (title.size() < text.size()) item.description = cut_utf8(text, limits::imported_text_bytes);
}

DraftItem item_of(Reading& reading, std::string_view text, int line) {
  DraftItem item;
  item.line = line;
  set_title(item, text);
  const auto timed = clock_at_start(text);
  item.does = does_of(timed ? timed->rest : text);
  if (is_gate(text)) {
    set_gate(item, reading.draft, text);
    item.does.clear();
    return item;
  }
  const auto roles = roles_in(reading.draft, text);
  if (roles.size() == 1) item.owner = roles.front();
  return item;
}

std::vector<DraftItem> items_of(Reading& reading, const Section& section, bool only_checkboxes) {
  std::vector<DraftItem> items;
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::item || block.text.empty()) continue;
    if (block.depth == 0 || items.empty()) {
      if (only_checkboxes && !block.checkbox) continue;
      items.push_back(item_of(reading, block.text, block.line));
      continue;
    }
    if (only_checkboxes && !block.checkbox) continue;
    // What stands below a list's item: it becomes a list itself, one level deep.
    auto& holder = items.back();
    if (block.depth > 1 && !holder.children.empty()) {
      auto& above = holder.children.back().description;
      const auto more = (above.empty() ? "" : above + "\n") + block.text;
      above = cut_utf8(more, limits::imported_text_bytes);
      continue;
    }
    if (holder.kind == ItemKind::task) {
      holder.kind = ItemKind::checklist;
      holder.title = without_colon(holder.title);
      holder.does.clear();
    }
    if (holder.kind == ItemKind::checklist)
      holder.children.push_back(item_of(reading, block.text, block.line));
    else
      holder.to_complete.push_back(block.text);
  }
  return items;
}

void give_ids(Reading& reading, std::vector<DraftItem>& items) {
  for (auto& item : items) {
    item.id = reading.item_ids.id(item.title);
    give_ids(reading, item.children);
  }
}

bool read_phases(Reading& reading) {
  const auto& sections = reading.outline.sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto days = days_in(sections[i].title);
    if (!days) continue;
    auto phase = phase_of(reading, sections[i], *days);
    if (phase.children.empty()) continue;
    give_ids(reading, phase.children);
    reading.draft.phases.push_back(std::move(phase));
    reading.taken[i] = true;
  }
  if (reading.draft.phases.empty()) read_dated_rows(reading);
  if (reading.draft.phases.empty()) return false;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    if (topic_of(sections[i].title) != Topic::risks) continue;
    read_risks(reading, sections[i]);
    reading.taken[i] = true;
  }
  return true;
}

}  // namespace golive
