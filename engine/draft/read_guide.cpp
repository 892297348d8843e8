// A guide without J dates: its checklists and commands become tasks before, on or after day J. The
// commands are text for the person who does the task; nothing of a document runs by itself.
#include <algorithm>

#include "base/limits.h"
#include "base/utf8.h"
#include "draft/folded.h"
#include "draft/reading.h"
#include "draft/shell_block.h"

namespace golive {

namespace {

class Guide {
 public:
  explicit Guide(Reading& reading) : reading_(reading) {}
  void read();

 private:
  [[nodiscard]] Stage stage(std::size_t section) const;
  [[nodiscard]] std::vector<DraftItem> work_in(std::size_t index);
  void add_commands(const Section& section, std::vector<DraftItem>& items);
  void add_table(const Section& section, std::vector<DraftItem>& items);
  void add_list(std::size_t index, std::vector<DraftItem>& items);
  void place(const Section& section, Stage stage, std::vector<DraftItem> items);
  void add_secrets();

  Reading& reading_;
  std::vector<DraftItem> before_, day_j_, after_;
};

// Its own title's, else that of what it stands in.
Stage Guide::stage(std::size_t section) const {
  const auto& sections = reading_.outline.sections;
  for (std::optional<std::size_t> up = section; up; up = sections[*up].parent) {
    const auto found = sections[*up].level == 1 ? Stage::none : stage_of(sections[*up].title);
    if (found != Stage::none) return found;
  }
  return Stage::before;
}

void Guide::add_commands(const Section& section, std::vector<DraftItem>& items) {
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::code || !is_shell(block.language)) continue;
    const auto shell = read_shell_block(block.text);
    for (const auto& variable : shell.variables) {
      auto& known = reading_.variables;
      if (std::find(known.begin(), known.end(), variable) == known.end()) known.push_back(variable);
    }
    for (const auto& group : shell.groups) {
      if (stage_of(group.title) == Stage::not_taken) continue;
      DraftItem item;
      item.line = block.line;
      set_title(item, bare_title(group.title.empty() ? section.title : group.title));
      if (item.title.empty()) item.title = reading_.draft.title;
      item.has_commands = !group.commands.empty();
      item.does = does_of(item.title);
      const auto all = item.description + (item.description.empty() ? "" : "\n") + group.commands;
      item.description = cut_utf8(all, limits::imported_text_bytes);
      items.push_back(std::move(item));
    }
  }
}

// "| Node.js | 20 LTS | Runtime |" below "Prerequisites".
void Guide::add_table(const Section& section, std::vector<DraftItem>& items) {
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::row || block.head) continue;
    std::string text;
    for (const auto& cell : block.cells)
      if (!cell.empty()) text += (text.empty() ? "" : ", ") + cell;
    if (!text.empty()) items.push_back(item_of(reading_, text, block.line));
  }
}

// Plain lists describe, unless their section says that they are the work.
void Guide::add_list(std::size_t index, std::vector<DraftItem>& items) {
  const auto& sections = reading_.outline.sections;
  const auto& section = sections[index];
  auto topic = topic_of(section.title);
  if (const auto parent = section.parent; parent && topic == Topic::none)
    topic = topic_of(sections[*parent].title) == Topic::prerequisites ? Topic::prerequisites
                                                                      : Topic::none;
  const bool all = topic == Topic::prerequisites || lists_work(section.title) ||
                   (stage(index) == Stage::contingency && topic == Topic::none);
  for (auto& item : items_of(reading_, section, !all))
    if (!all || !objective_in(item.title)) items.push_back(std::move(item));
  if (topic == Topic::prerequisites) add_table(section, items);
}

std::vector<DraftItem> Guide::work_in(std::size_t index) {
  std::vector<DraftItem> items;
  add_list(index, items);
  add_commands(reading_.outline.sections[index], items);
  return items;
}

void Guide::place(const Section& section, Stage stage, std::vector<DraftItem> items) {
  const bool is_checklist = std::none_of(items.begin(), items.end(), [](const auto& item) {
    return item.has_commands || item.kind == ItemKind::checklist;
  });
  DraftItem holder;
  holder.kind = stage == Stage::contingency ? ItemKind::contingency : ItemKind::checklist;
  holder.line = section.line;
  set_title(holder, bare_title(section.title));
  if (holder.title.empty()) holder.title = reading_.draft.title;
  auto& phase = stage == Stage::before ? before_ : stage == Stage::day_j ? day_j_ : after_;
  if (stage != Stage::contingency && !is_checklist) {
    // Commands follow one another: a list would let them be done in any order.
    give_ids(reading_, items);
    phase.insert(phase.end(), std::make_move_iterator(items.begin()),
                 std::make_move_iterator(items.end()));
    return;
  }
  holder.id = reading_.item_ids.id(holder.title);
  give_ids(reading_, items);
  holder.children = std::move(items);
  if (stage != Stage::contingency) {
    phase.push_back(std::move(holder));
    return;
  }
  holder.decided_by = {nobody()};
  holder.to_complete = {"risk = \"...\": against what?",
                        "trigger = failed \"...\" or breached \"...\": what sets it going?",
                        "who decides?", "within = \"15m\": by when?"};
  reading_.draft.contingencies.push_back(std::move(holder));
}

void Guide::add_secrets() {
  for (const auto& variable : reading_.variables)
    if (names_a_secret(variable) && variable.size() <= limits::id_length)
      reading_.draft.secrets.push_back({reading_.secret_ids.id(variable), variable, 0});
}

void Guide::read() {
  const auto& sections = reading_.outline.sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto when = stage(i);
    if (when == Stage::not_taken) continue;
    const auto known = reading_.variables.size();
    auto items = work_in(i);
    if (!items.empty() || reading_.variables.size() > known) reading_.taken[i] = true;
    if (!items.empty()) place(sections[i], when, std::move(items));
  }
  add_secrets();
  const bool french = reading_.draft.language == "fr";
  const auto add_phase = [&](const char* id, const char* title, std::vector<DraftItem> items) {
    if (items.empty()) return;
    DraftItem phase;
    phase.kind = ItemKind::phase;
    phase.id = id;
    phase.title = title;
    if (phase.id == "go-live")
      phase.from = phase.to = "J";
    else
      phase.to_complete.emplace_back("from = \"J-...\", to = \"J-...\": which days?");
    phase.children = std::move(items);
    reading_.draft.phases.push_back(std::move(phase));
  };
  add_phase("before", french ? "Avant la mise en production" : "Before the go-live",
            std::move(before_));
  add_phase("go-live", french ? "Mise en production" : "Go-live", std::move(day_j_));
  add_phase("after", french ? "Après la mise en production" : "After the go-live",
            std::move(after_));
}

}  // namespace

void read_guide(Reading& reading) { Guide(reading).read(); }

}  // namespace golive
