#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/utf8.h"
#include "draft/folded.h"
#include "draft/reading.h"

namespace golive {

namespace {

std::string plain(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == ':')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == ':')) text.remove_suffix(1);
  return std::string(text);
}

// "**Chef de projet** : valide" in its two halves; without bold, what stands before the colon.
std::pair<std::string, std::string> halves_of(const MarkdownBlock& block) {
  const std::string_view text = block.text;
  if (!block.strong.empty())
    return {plain(block.strong), plain(text.substr(std::min(block.strong.size(), text.size())))};
  const auto colon = std::min(text.find(':'), text.size());
  return {plain(text.substr(0, colon)), plain(text.substr(colon))};
}

// "Guide de Déploiement Production - SafarGo" is about SafarGo.
std::string subject_of(std::string_view title) {
  constexpr std::array<std::string_view, 14> general{
      "plan",       "guide",   "de",  "d",  "du", "deploiement", "deployment",
      "production", "release", "for", "of", "et", "the",         "mise"};
  std::string subject;
  const auto words = folded(title);
  for (std::string_view rest = words; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    const auto word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (std::find(general.begin(), general.end(), word) == general.end())
      subject += (subject.empty() ? "" : " ") + std::string(word);
  }
  return subject;
}

void read_head(Reading& reading) {
  auto& draft = reading.draft;
  for (const auto& section : reading.outline.sections) {
    if (section.title.empty()) continue;
    draft.title = cut_utf8(section.title, limits::imported_title_bytes);
    break;
  }
  draft.id = Slugs('-', "plan").id(subject_of(draft.title));
}

void add_part(Draft& draft, const char* id, const Section& section) {
  auto part = std::find_if(draft.document.begin(), draft.document.end(),
                           [&](const auto& each) { return each.id == id; });
  if (part == draft.document.end())
    part = draft.document.insert(draft.document.end(), DocumentPart{id, {}});
  for (const auto& block : section.blocks)
    if (!block.text.empty() && block.kind != MarkdownBlock::Kind::code)
      part->lines.emplace_back(cut_utf8(block.text, limits::imported_text_bytes));
  if (part->lines.empty()) draft.document.erase(part);
}

const char* part_of(Topic topic) {
  switch (topic) {
    case Topic::purpose:
      return "purpose";
    case Topic::scope:
      return "scope";
    case Topic::prerequisites:
      return "prerequisites";
    case Topic::schedule:
      return "schedule";
    case Topic::communication:
      return "communication";
    case Topic::validation:
      return "validation";
    case Topic::none:
    case Topic::roles:
    case Topic::risks:
    case Topic::environments:
    case Topic::objectives:
    case Topic::support:
      break;
  }
  return nullptr;
}

void read_roles(Reading& reading, const Section& section) {
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::item || block.depth > 0) continue;
    const auto [title, duties] = halves_of(block);
    if (title.empty()) continue;
    reading.draft.roles.push_back({reading.role_ids.id(title),
                                   std::string(cut_utf8(title, limits::imported_title_bytes)),
                                   std::string(cut_utf8(duties, limits::imported_text_bytes))});
  }
}

void read_contact(Reading& reading, const Section& section) {
  Contact contact;
  for (const auto& block : section.blocks) {
    const auto [name, value] = halves_of(block);
    const auto word = folded(name);
    if (word == "email" || word == "mail" || word == "courriel") contact.mail = value;
    if (word == "phone" || word == "telephone" || word == "tel") contact.phone = value;
  }
  if (contact.mail.empty() && contact.phone.empty()) return;
  contact.title = cut_utf8(section.title, limits::imported_title_bytes);
  contact.id = reading.contact_ids.id(section.title);
  reading.draft.contacts.push_back(std::move(contact));
}

DraftEnvironment* add_environment(Draft& draft, std::string_view text, int line) {
  const auto known = environment_in(text);
  if (!known) return nullptr;
  for (auto& each : draft.environments)
    if (each.id == known->id) return &each;
  draft.environments.push_back(
      {std::string(known->id), plain(bare_title(text)), known->live, {}, line});
  return &draft.environments.back();
}

// "Environnements : Integration (INT), Recette (UAT), Production (PROD)."
void read_environment_line(Draft& draft, const MarkdownBlock& block) {
  const auto [name, list] = halves_of(block);
  if (!has_any(folded(name), "environnements|environments")) return;
  for (std::string_view rest = list; !rest.empty();) {
    const auto end = std::min(rest.find(','), rest.size());
    auto one = rest.substr(0, end);
    while (one.ends_with('.')) one.remove_suffix(1);
    add_environment(draft, one, block.line);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

// Words that a parameter's name in the runbook cannot be.
bool is_parameter_name(std::string_view name) {
  constexpr std::array<std::string_view, 24> reserved{
      "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
      "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
      "repeat",   "return", "then", "true", "until",  "while", "live",  "title"};
  if (name.empty() || name.size() > limits::id_length || (name[0] >= '0' && name[0] <= '9'))
    return false;
  const bool good = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return good && std::find(reserved.begin(), reserved.end(), name) == reserved.end();
}

// A table with a column for each environment: its rows are parameters.
bool read_matrix(Draft& draft, const Section& section) {
  std::vector<std::string> columns;
  bool found = false;
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::row) continue;
    if (block.head) {
      columns = block.cells;
      const auto named = std::count_if(columns.begin(), columns.end(), [](const auto& cell) {
        return environment_in(cell).has_value();
      });
      if (named < 2) columns.clear();
      continue;
    }
    if (block.cells.empty() || !is_parameter_name(block.cells[0])) continue;
    for (std::size_t i = 1; i < std::min(columns.size(), block.cells.size()); ++i) {
      auto* environment = add_environment(draft, columns[i], block.line);
      if (environment == nullptr) continue;
      found = true;
      auto& known = environment->parameters;
      const bool twice = std::any_of(known.begin(), known.end(), [&](const auto& each) {
        return each.first == block.cells[0];
      });
      if (!twice) known.emplace_back(block.cells[0], block.cells[i]);
    }
  }
  return found;
}

void read_environments(Reading& reading) {
  auto& draft = reading.draft;
  const auto& sections = reading.outline.sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    for (const auto& block : sections[i].blocks) read_environment_line(draft, block);
    if (read_matrix(draft, sections[i])) reading.taken[i] = true;
    const auto parent = sections[i].parent;
    if (parent && topic_of(sections[*parent].title) == Topic::environments &&
        add_environment(draft, sections[i].title, sections[i].line) != nullptr)
      reading.taken[i] = true;
  }
  if (!draft.environments.empty()) return;
  // No list of them: what the headings speak of.
  for (const auto& section : sections) {
    const auto words = folded(section.title);
    if (has_any(words, "staging|production") && !has_words(words, "pre production"))
      add_environment(draft, section.title, section.line);
  }
}

void read_objectives(Draft& draft, const Section& section) {
  for (const auto& block : section.blocks) {
    if (block.kind != MarkdownBlock::Kind::item) continue;
    const auto objective = objective_in(block.text);
    if (!objective) continue;
    const bool known = std::any_of(draft.objectives.begin(), draft.objectives.end(),
                                   [&](const auto& each) { return each.id == objective->id; });
    if (!known) draft.objectives.push_back(*objective);
  }
}

// "Ce plan doit être validé par le chef de projet, le responsable DevOps et ...".
void read_approvers(Draft& draft, const Section& section) {
  for (const auto& block : section.blocks)
    for (const auto& role : roles_in(draft, block.text))
      if (std::find(draft.approved_by.begin(), draft.approved_by.end(), role) ==
          draft.approved_by.end())
        draft.approved_by.push_back(role);
}

}  // namespace

std::vector<std::string> roles_in(const Draft& draft, std::string_view text) {
  const auto words = folded(text);
  std::vector<std::string> roles;
  for (const auto& role : draft.roles)
    if (has_words(words, folded(role.title))) roles.push_back(role.id);
  return roles;
}

void read_zones(Reading& reading, const std::function<bool(const std::string&)>& is_zone) {
  const auto look = [&](std::string_view text, int line) {
    const auto name = zone_in(text);
    const auto same = [&](const Reading::NamedZone& each) { return each.name == name; };
    auto& zones = reading.zones;
    if (name.empty() || std::any_of(zones.begin(), zones.end(), same)) return;
    zones.push_back({name, line, is_zone(name)});
    if (zones.back().known && reading.draft.timezone.empty()) reading.draft.timezone = name;
  };
  for (const auto& section : reading.outline.sections) {
    look(section.title, section.line);
    for (const auto& block : section.blocks) {
      if (block.kind == MarkdownBlock::Kind::code) continue;  // of a machine, not of the plan
      look(block.text, block.line);
      for (const auto& cell : block.cells) look(cell, block.line);
    }
  }
}

void read_parts(Reading& reading) {
  read_head(reading);
  const auto& sections = reading.outline.sections;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const auto& section = sections[i];
    const auto topic = topic_of(section.title);
    if (const char* part = part_of(topic)) {
      add_part(reading.draft, part, section);
      reading.taken[i] = true;
    }
    if (topic == Topic::roles) read_roles(reading, section), reading.taken[i] = true;
    const auto parent = section.parent;
    if (topic == Topic::support ||
        (parent && topic_of(sections[*parent].title) == Topic::support)) {
      const auto before = reading.draft.contacts.size();
      read_contact(reading, section);
      reading.taken[i] = reading.draft.contacts.size() > before;
    }
    const auto objectives = reading.draft.objectives.size();
    read_objectives(reading.draft, section);
    if (reading.draft.objectives.size() > objectives) reading.taken[i] = true;
  }
  for (const auto& section : sections)
    if (topic_of(section.title) == Topic::validation) read_approvers(reading.draft, section);
  read_environments(reading);
}

}  // namespace golive
