// Work that stands in a table: which column says what is known by its head.
#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "core/moment.h"
#include "draft/folded.h"
#include "draft/reading.h"

namespace golive {

namespace {

enum class Column { other, number, when, work, owner, estimate, risk, answer };

struct Heading {
  Column column;
  std::string_view words;
};
constexpr Heading headings[] = {
    {Column::number, "n|no|nr|num|numero|id|ref"},
    {Column::estimate, "duree*|duration|estimat*|how long"},
    {Column::owner,
     "responsable*|qui|owner|who|acteur*|role*|pilote*|porteur*|assigne*|equipe|team"},
    {Column::when, "heure*|horaire*|quand|time|when|debut|start|date*|jour*|day*|echeance*|moment"},
    {Column::risk, "risque*|risk*|menace*|threat*"},
    {Column::answer, "parade*|mitigation*|reponse*|response*|plan|mesure*|contingency|rollback"},
    {Column::work, "action*|tache*|task*|etape*|step*|activit*|operation*|quoi|what"},
};

Column column_of(std::string_view head) {
  const auto words = folded(head);
  for (const auto& heading : headings)
    if (has_any(words, heading.words)) return heading.column;
  return Column::other;
}

// "J-3 09:00": the first that reads as a clock, from where a number begins.
std::optional<TimedText> clock_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool digit = text[at] >= '0' && text[at] <= '9';
    const bool inside = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
    if (!digit || inside) continue;
    if (const auto timed = clock_at_start(text.substr(at))) return timed;
  }
  return std::nullopt;
}

constexpr std::size_t imported_roles = 50;  // a table with more names people

// Whose work it is: a role that the plan names, else one that is named here.
void set_owner(Reading& reading, DraftItem& item, const std::string& cell) {
  if (folded(cell).empty()) return;  // "-"
  auto roles = roles_in(reading.draft, cell);
  const bool too_many = roles.empty() && reading.draft.roles.size() >= imported_roles;
  if (roles.size() > 1 || too_many || cell.size() > limits::imported_title_bytes) {
    item.to_complete.push_back("owner: " +
                               std::string(cut_utf8(cell, limits::imported_title_bytes)));
    return;
  }
  if (roles.empty()) {
    roles.push_back(reading.role_ids.id(cell));
    reading.draft.roles.push_back({roles.front(), cell, {}});
  }
  if (item.kind != ItemKind::gate)
    item.owner = roles.front();
  else if (item.decided_by == std::vector{nobody()})
    item.decided_by = roles, item.to_complete.clear();
}

class Table {
 public:
  Table(Reading& reading, const MarkdownBlock& head) : reading_(reading) {
    for (const auto& cell : head.cells) columns_.push_back({column_of(cell), cell});
    // A heading of its own for the work, else the first that says nothing else.
    if (!has(Column::work))
      for (auto& [column, name] : columns_)
        if (column == Column::other) {
          column = Column::work;
          break;
        }
  }
  [[nodiscard]] bool has(Column wanted) const {
    return std::any_of(columns_.begin(), columns_.end(),
                       [&](const auto& each) { return each.first == wanted; });
  }
  // The first cell of that column.
  [[nodiscard]] std::string cell(const MarkdownBlock& row, Column wanted) const {
    for (std::size_t place = 0; place < std::min(row.cells.size(), columns_.size()); ++place)
      if (columns_[place].first == wanted) return row.cells[place];
    return {};
  }
  // Empty title: there is no work in it.
  [[nodiscard]] DraftItem item(const MarkdownBlock& row) const {
    auto item = item_of(reading_, cell(row, Column::work), row.line);
    if (item.title.empty()) return item;
    const auto when = cell(row, Column::when);
    if (const auto days = days_in(when)) {
      item.from = to_text(Moment{days->from, false, {}});
      item.to = to_text(Moment{days->to, false, {}});
    }
    if (const auto timed = clock_in(when)) item.at = clock_text(timed->minute);
    if (const auto owner = cell(row, Column::owner); !owner.empty())
      set_owner(reading_, item, owner);
    item.estimate = duration_in(cell(row, Column::estimate));
    describe(row, item);
    return item;
  }

 private:
  // What no field has a place for.
  void describe(const MarkdownBlock& row, DraftItem& item) const {
    std::string text = item.description;
    for (std::size_t place = 0; place < std::min(row.cells.size(), columns_.size()); ++place) {
      const auto& [column, name] = columns_[place];
      const bool kept = column == Column::other || column == Column::answer;
      if (!kept || row.cells[place].empty()) continue;
      text += (text.empty() ? "" : "\n") + (name.empty() ? "" : name + ": ") + row.cells[place];
    }
    item.description = cut_utf8(text, limits::imported_text_bytes);
  }

  Reading& reading_;
  std::vector<std::pair<Column, std::string>> columns_;
};

// visit(table, row) for each row below a head.
void each_row(Reading& reading, const Section& section, const auto& visit) {
  std::optional<Table> table;
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::row) continue;
    if (block.head)
      table.emplace(reading, block);
    else if (table)
      visit(*table, block);
  }
}

}  // namespace

std::vector<DraftItem> items_in_tables(Reading& reading, const Section& section) {
  std::vector<DraftItem> items;
  each_row(reading, section, [&](const Table& table, const MarkdownBlock& row) {
    if (table.has(Column::risk)) return;
    if (auto item = table.item(row); !item.title.empty()) items.push_back(std::move(item));
  });
  return items;
}

std::vector<DraftItem> phases_in_tables(Reading& reading, const Section& section) {
  std::vector<DraftItem> phases;
  each_row(reading, section, [&](const Table& table, const MarkdownBlock& row) {
    if (!table.has(Column::when)) return;
    auto item = table.item(row);
    if (item.title.empty()) return;
    const bool dated = !item.from.empty();
    if (dated && (phases.empty() || phases.back().from != item.from)) {
      DraftItem phase;
      phase.kind = ItemKind::phase;
      phase.line = row.line;
      phase.from = phase.to = item.from;
      set_title(phase, item.from);
      phase.id = reading.item_ids.id(phase.title);
      phases.push_back(std::move(phase));
    }
    if (phases.empty()) return;  // what stands above the first day
    if (dated && item.to != item.from) phases.back().to = item.to;
    item.from.clear();
    item.to.clear();
    phases.back().children.push_back(std::move(item));
  });
  for (auto& phase : phases)
    if (phase.from != phase.to)
      for (auto& child : phase.children)
        if (!child.at.empty()) {
          child.to_complete.push_back("at " + child.at + ", of which day?");
          child.at.clear();
        }
  return phases;
}

std::vector<TableRisk> risks_in_tables(Reading& reading, const Section& section) {
  std::vector<TableRisk> risks;
  each_row(reading, section, [&](const Table& table, const MarkdownBlock& row) {
    const auto risk = table.cell(row, Column::risk);
    auto answer = table.cell(row, Column::answer);
    if (answer.empty()) answer = table.cell(row, Column::work);
    if (!risk.empty()) risks.push_back({risk, answer, row.line});
  });
  return risks;
}

}  // namespace golive
