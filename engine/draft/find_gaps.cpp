// What a runbook needs and the plan does not say; and what of the plan was not taken.
#include <algorithm>
#include <map>

#include "core/moment.h"
#include "draft/folded.h"
#include "draft/reading.h"
#include "draft/shell_block.h"

namespace golive {

namespace {

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

class Gaps {
 public:
  explicit Gaps(Reading& reading) : reading_(reading), draft_(reading.draft) {}
  void find();

 private:
  void add(const char* code, int line, std::string what, std::string way_out) {
    draft_.gaps.push_back({code, line, std::move(what), std::move(way_out)});
  }
  void of_time();
  void of_days();
  void of_people();
  void of_items(const DraftItem& holder);
  void of_day_j();
  void of_contingencies();
  void of_environments();
  void of_unknown_teams();
  void of_variables();
  void of_sections();

  Reading& reading_;
  Draft& draft_;
};

void Gaps::of_time() {
  std::size_t known = 0;
  for (const auto& zone : reading_.zones) {
    if (!zone.known)
      add("time-zone", zone.line, "there is no time zone " + in_quotes(zone.name),
          "set timezone to the one that is meant");
    if (zone.known && ++known > 1)
      add("time-zone", zone.line,
          "the plan names the time zone " + in_quotes(zone.name) + " besides " +
              in_quotes(draft_.timezone),
          "a plan has one: look which its times are in");
  }
  if (reading_.zones.empty())
    add("time-zone", 0, "the plan names no time zone", "set timezone to the one its times are in");
  const bool dated = std::any_of(draft_.phases.begin(), draft_.phases.end(), [](const auto& phase) {
    return !phase.from.empty() && phase.from != "J";
  });
  if (!dated)
    add("days", 0, "the plan has no J dates",
        "give each phase its days: from = \"J-21\", to = ...");
  const bool estimated =
      std::any_of(draft_.phases.begin(), draft_.phases.end(), [](const auto& phase) {
        return std::any_of(phase.children.begin(), phase.children.end(),
                           [](const auto& item) { return !item.estimate.empty(); });
      });
  if (!estimated)
    add("estimates", 0, "nothing says how long the work takes",
        "add estimate = \"20m\" to each item of day J");
}

// Days in two phases, and days between phases in none.
void Gaps::of_days() {
  std::map<int, const DraftItem*> owner;
  for (const auto& phase : draft_.phases) {
    const auto from = parse_moment(phase.from), to = parse_moment(phase.to);
    if (!from || !to) continue;
    for (int day = from->days; day <= to->days; ++day) {
      const auto [known, fresh] = owner.emplace(day, &phase);
      if (!fresh)
        add("day-twice", phase.line,
            to_text(Moment{day, false, {}}) + " is in two phases: " +
                in_quotes(known->second->title) + " and " + in_quotes(phase.title),
            "end the one the day before");
    }
  }
  for (auto day = owner.begin(); day != owner.end() && std::next(day) != owner.end(); ++day)
    for (int none = day->first + 1; none < std::next(day)->first; ++none)
      add("day-uncovered", day->second->line, to_text(Moment{none, false, {}}) + " is in no phase",
          "say what that day is for");
}

void Gaps::of_people() {
  if (draft_.roles.empty())
    add("roles", 0, "the plan names no roles", "add role \"lead\" { title = ... } for who acts");
  if (draft_.approved_by.empty())
    add("approval", 0, "nothing says who approves the plan", "set approved_by to their roles");
  if (draft_.contacts.empty())
    add("contacts", 0, "nobody can be called: there is no phone number and no address",
        "add contact \"on-call\" { phone = ... }");
}

void Gaps::of_items(const DraftItem& holder) {
  int without_owner = 0, with_commands = 0;
  const auto look = [&](const DraftItem& item, const auto& again) -> void {
    if (item.kind == ItemKind::task && item.owner.empty()) ++without_owner;
    if (item.has_commands) ++with_commands;
    if (item.has_commands && loses_data(item.title + " " + item.description))
      add("loses-data", item.line, in_quotes(item.title) + " loses what is there",
          "remove it, unless that is meant");
    if (item.kind == ItemKind::gate && item.decided_by.front() == nobody())
      add("decider", item.line, "nobody is named who decides " + in_quotes(item.title),
          "set decided_by");
    for (const auto& child : item.children) again(child, again);
  };
  for (const auto& child : holder.children) look(child, look);
  if (without_owner > 0)
    add("owner", holder.line,
        in_quotes(holder.title) + ": nothing says who does " + std::to_string(without_owner) +
            " of its tasks",
        "add owner = \"role\" to the tasks, or to what they stand in");
  if (with_commands > 0)
    add("commands", holder.line,
        in_quotes(holder.title) + ": " + std::to_string(with_commands) +
            " tasks hold commands of the plan",
        "make those that may run by themselves steps with run and undo");
}

void Gaps::of_day_j() {
  bool has_gate = false;
  for (const auto& phase : draft_.phases) {
    const DraftItem *down = nullptr, *open = nullptr, *migration = nullptr;
    bool saved = false;
    for (const auto& item : phase.children) {
      has_gate = has_gate || item.kind == ItemKind::gate;
      if (item.does == "downtime_start") down = &item;
      if (item.does == "opening") open = &item;
      if (item.does == "backup") saved = true;
      if (item.does == "migration" && migration == nullptr && !saved) migration = &item;
    }
    if (phase.from != "J" || phase.to != "J") continue;
    if (migration != nullptr)
      add("backup", migration->line,
          "nothing is backed up on day J before " + in_quotes(migration->title),
          "add a step that does = \"backup\"");
    if (down != nullptr && open != nullptr)
      add("downtime", down->line,
          "the plan implies a downtime (" + down->at + " to " + open->at +
              ") and does not state it",
          "say so in the document, and set an objective");
  }
  if (!has_gate)
    add("gate", 0, "nobody decides a GO", "add gate \"go\" { decided_by = { ... } } on day J");
  if (draft_.phases.end() == std::find_if(draft_.phases.begin(), draft_.phases.end(),
                                          [](const auto& phase) { return phase.from == "J"; }))
    add("day-j", 0, "nothing is to be done on day J", "add phase \"go-live\" { on = \"J\", ... }");
}

void Gaps::of_contingencies() {
  if (draft_.contingencies.empty())
    add("contingency", 0, "nothing is prepared for what may go wrong",
        "add contingency blocks for the risks");
  for (const auto& each : draft_.contingencies) {
    const auto name = in_quotes(each.title);
    if (each.risk.empty())
      add("risk", each.line, name + " does not say against which risk", "set risk");
    add("trigger", each.line, name + " does not say what sets it going", "set trigger");
    add("contingency-decider", each.line, name + " does not say who decides", "set decided_by");
    add("deadline", each.line, name + " does not say by when it is decided", "set within");
  }
}

void Gaps::of_environments() {
  const auto count = [&](bool live) {
    return std::count_if(draft_.environments.begin(), draft_.environments.end(),
                         [&](const auto& each) { return each.live == live; });
  };
  if (count(true) == 0)
    add("live-environment", 0, "no production environment is named",
        "add environment \"prod\" { live = true }");
  if (count(false) == 0)
    add("rehearsal-environment", 0, "no environment is named to rehearse in",
        "add environment \"uat\" { ... }");
  if (draft_.objectives.empty())
    add("objectives", 0, "the plan sets no figure to reach",
        "add objective \"rto\" { max = \"4h\" }, \"rpo\", \"availability\"");
}

// "effectués par l'équipe QA", where there is no such role.
void Gaps::of_unknown_teams() {
  for (const auto& section : reading_.outline.sections) {
    for (const auto& block : section.blocks) {
      const auto words = folded(block.text);
      const std::string_view by = "par l equipe ";
      const auto at = words.find(by);
      if (block.kind != MarkdownBlock::Kind::item || at == std::string::npos) continue;
      const auto rest = std::string_view(words).substr(at + by.size());
      const auto team = rest.substr(0, rest.find(' '));
      const bool known = std::any_of(draft_.roles.begin(), draft_.roles.end(), [&](auto& role) {
        return has_words(folded(role.title), team);
      });
      if (!known && !team.empty())
        add("unknown-role", block.line,
            "the team " + in_quotes(team) + " acts and is not among the roles",
            "add a role for it");
    }
  }
}

void Gaps::of_variables() {
  std::string settings;
  for (const auto& variable : reading_.variables)
    if (!names_a_secret(variable)) settings += (settings.empty() ? "" : ", ") + variable;
  if (!settings.empty())
    add("parameters", 0, "the plan names settings whose values differ by environment: " + settings,
        "give them as parameters of the environments");
  if (!draft_.secrets.empty())
    add("secrets", 0,
        "secrets are taken from variables of the environment: " +
            std::to_string(draft_.secrets.size()) + " of them",
        "say where each comes from: env:, file: or command:");
}

void Gaps::of_sections() {
  const auto& sections = reading_.outline.sections;
  const auto counts = [](const Section& section) {
    return section.level > 1 && !section.blocks.empty() &&
           !has_any(folded(section.title), "table des matieres|table of contents");
  };
  for (std::size_t i = 0; i < sections.size(); ++i)
    if (!reading_.taken[i] && counts(sections[i]))
      add("not-taken", sections[i].line, in_quotes(sections[i].title) + " was not taken over",
          "look whether the runbook needs it");
}

void Gaps::find() {
  of_time();
  of_days();
  of_people();
  for (const auto& phase : draft_.phases) of_items(phase);
  of_day_j();
  of_contingencies();
  of_environments();
  of_unknown_teams();
  of_variables();
  of_sections();
}

}  // namespace

void find_gaps(Reading& reading) { Gaps(reading).find(); }

}  // namespace golive
