// Reading: a plan on its way from an outline to a draft. Each function below takes from the outline
// what it knows, and marks the sections it has taken.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "draft/draft.h"
#include "draft/outline.h"
#include "draft/slug.h"
#include "draft/wording.h"

namespace golive {

struct Reading {
  explicit Reading(const Outline& read) : outline(read), taken(read.sections.size(), false) {}

  const Outline& outline;
  Draft draft = {};
  std::vector<bool> taken;  // parallel to the outline's sections
  std::vector<std::string> variables = {};
  // As named in the plan, and where; those that nobody knows as well.
  struct NamedZone {
    std::string name;
    int line = 0;
    bool known = false;
  };
  std::vector<NamedZone> zones = {};
  Slugs item_ids{'-', "item"}, role_ids{'_', "role"}, secret_ids{'_', "secret"},
      contact_ids{'-', "contact"};
};

// Title, language, document, roles, approvers, environments, objectives, contacts.
void read_parts(Reading& reading);
// The time zone, from wherever the text names one that `is_zone` knows.
void read_zones(Reading& reading, const std::function<bool(const std::string&)>& is_zone);
// Phases from sections with J dates, contingencies from risks; false: the plan has no J dates.
bool read_phases(Reading& reading);
// Tasks from checklists and blocks of commands, in three phases without dates but day J's.
void read_guide(Reading& reading);
void find_gaps(Reading& reading);

// Cut to a title's length; the whole text goes into the description then.
void set_title(DraftItem& item, std::string_view text);
// Roles whose titles the text has.
std::vector<std::string> roles_in(const Draft& draft, std::string_view text);
// A task, or a gate where the text asks for a decision.
DraftItem item_of(Reading& reading, std::string_view text, int line);
// The top-level items of a section's lists, what stands below them as their children.
std::vector<DraftItem> items_of(Reading& reading, const Section& section, bool only_checkboxes);
// The rows of a section's tables, but of those that tell risks; whose days are not the phase's have
// their own.
std::vector<DraftItem> items_in_tables(Reading& reading, const Section& section);
// A phase for each day, from tables whose rows have J dates.
std::vector<DraftItem> phases_in_tables(Reading& reading, const Section& section);
struct TableRisk {
  std::string risk, answer;
  int line = 0;
};
std::vector<TableRisk> risks_in_tables(Reading& reading, const Section& section);
// To each its own, children included, once their titles are final.
void give_ids(Reading& reading, std::vector<DraftItem>& items);
// The role that stands for people the plan does not name.
const std::string& nobody();

}  // namespace golive
