// Draft: what was found of a runbook in a plan, and what is missing. Data.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/plan.h"

namespace golive {

struct DraftItem {
  ItemKind kind = ItemKind::task;
  std::string id = {}, title = {}, description = {};
  std::string from = {}, to = {}, at = {};  // as the runbook has them: "J-21", "08:15"
  std::string owner = {}, does = {}, risk = {}, estimate = {};
  std::vector<std::string> decided_by = {};
  bool has_commands = false;                  // the description holds some
  std::vector<std::string> to_complete = {};  // for the one who completes it
  std::vector<DraftItem> children = {};
  int line = 0;  // in the plan
};

struct DraftEnvironment {
  std::string id, title;
  bool live = false;
  std::vector<std::pair<std::string, std::string>> parameters = {};
  int line = 0;
};
struct DraftSecret {
  std::string id, variable;
  int line = 0;
};

// What the plan does not say, or what was not taken from it.
struct Gap {
  std::string code;  // stable: "time-zone"
  int line = 0;      // in the plan; 0: nowhere
  std::string what, way_out;
};

struct Draft {
  std::string id, title, language;
  std::string timezone = {};  // empty: the plan names none
  std::vector<DocumentPart> document = {};
  std::vector<Role> roles = {};
  std::vector<Contact> contacts = {};
  std::vector<DraftEnvironment> environments = {};
  std::vector<DraftSecret> secrets = {};
  std::vector<Objective> objectives = {};
  std::vector<std::string> approved_by = {};
  std::vector<DraftItem> phases = {}, contingencies = {};
  std::vector<Gap> gaps = {};
};

}  // namespace golive
