#include "view/amendment_view.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "view/shown_time.h"

namespace golive {
namespace {

std::string listed_words(const std::vector<std::string>& words, const std::string& between = ", ") {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

nlohmann::json change_json(const ItemChange& change) {
  nlohmann::json json{
      {"item", change.item}, {"change", text_of(change.change)}, {"stage", text_of(change.stage)}};
  if (!change.what.empty()) json["what"] = change.what;
  return json;
}

nlohmann::json changes_json(const std::vector<ItemChange>& changes) {
  auto json = nlohmann::json::array();
  for (const ItemChange& each : changes) json.push_back(change_json(each));
  return json;
}

char sign_of(Change change) {
  switch (change) {
    case Change::added:
      return '+';
    case Change::removed:
      return '-';
    case Change::changed:
      return '~';
    case Change::kept:
    case Change::reworded:
      break;
  }
  return ' ';
}

// What it comes to for what is no longer ahead.
std::string remark_on(const ItemChange& change) {
  if (change.change != Change::changed) return {};
  if (change.stage == Stage::done) return "; it is done and stays so, its undo is the new one";
  if (change.stage == Stage::begun) return "; what runs of it ends on the old text";
  return {};
}

std::string change_line(const ItemChange& change) {
  return std::string("  ") + sign_of(change.change) + " " + change.item + "  " +
         std::string(text_of(change.change)) +
         (change.what.empty() ? "" : ": " + listed_words(change.what)) + remark_on(change);
}

std::string approval_text(const Run& run) {
  const Rule rule = approval_of(*run.plan);
  return listed_words(roles_of(rule), rule.kind == Rule::Kind::any_of ? " or " : " and ");
}

}  // namespace

nlohmann::json comparison_view(const Run& run, const PlanComparison& comparison) {
  auto obstacles = nlohmann::json::array();
  for (const Error& each : comparison.obstacles)
    obstacles.push_back({{"what", each.what}, {"place", each.place}, {"way_out", each.way_out}});
  return {{"run", run.id},
          {"plan_hash", run.plan->hash},
          {"amended_hash", comparison.plan->hash},
          {"has_effect", comparison.has_effect},
          {"approved_by", roles_of(approval_of(*run.plan))},
          {"items", changes_json(comparison.items)},
          {"settings", comparison.settings},
          {"words", comparison.words},
          {"obstacles", std::move(obstacles)}};
}

std::string comparison_text(const Run& run, const PlanComparison& comparison) {
  std::string text = "The plan of " + run.id + ", with this runbook:\n";
  for (const ItemChange& each : changes_in(comparison)) text += change_line(each) + "\n";
  if (!comparison.settings.empty())
    text += "  ~ the plan itself: " + listed_words(comparison.settings) + "\n";
  if (!comparison.words.empty())
    text += "    the plan's words: " + listed_words(comparison.words) + "\n";
  const auto kept =
      std::count_if(comparison.items.begin(), comparison.items.end(),
                    [](const ItemChange& each) { return each.change == Change::kept; });
  text += "    " + std::to_string(kept) + " of " + std::to_string(comparison.items.size()) +
          " items are kept\n";
  for (const Error& each : comparison.obstacles) text += "It cannot be: " + to_line(each) + "\n";
  if (!comparison.obstacles.empty()) return text;
  if (!comparison.has_effect)
    return text + "Only words differ: it applies at once, and decisions stay.\n";
  return text + "It must be approved by " + approval_text(run) +
         "; gates that were answered, and not used, are asked again.\n";
}

std::vector<std::string> roles_awaited(const Run& run, const Amendment& amendment) {
  auto roles = roles_of(approval_of(*run.plan));
  std::erase_if(roles, [&](const std::string& role) {
    return std::any_of(amendment.decisions.begin(), amendment.decisions.end(),
                       [&](const Decision& made) { return made.role == role; });
  });
  return roles;
}

nlohmann::json amendment_view(const Run& run, int number) {
  const Amendment* amendment = find_amendment(run, number);
  if (amendment == nullptr) return {};
  auto decisions = nlohmann::json::array();
  for (const Decision& made : amendment->decisions) {
    decisions.push_back({{"actor", made.actor},
                         {"role", made.role},
                         {"verdict", text_of(made.verdict)},
                         {"reason", made.reason},
                         {"at", shown_time(*run.timeline, made.at)}});
    if (!made.on_behalf_of.empty()) decisions.back()["on_behalf_of"] = made.on_behalf_of;
  }
  nlohmann::json json{{"amendment", number},
                      {"state", text_of(amendment->state)},
                      {"proposer", amendment->proposer},
                      {"at", shown_time(*run.timeline, amendment->at)},
                      {"reason", amendment->reason},
                      {"plan_hash", amendment->plan->hash},
                      {"has_effect", amendment->has_effect},
                      {"approved_by", roles_of(approval_of(*run.plan))},
                      {"items", changes_json(amendment->items)},
                      {"settings", amendment->settings},
                      {"decisions", std::move(decisions)}};
  if (amendment->state == AmendmentState::open) json["subject"] = amendment_subject(run, number);
  if (amendment->ended) json["ended"] = shown_time(*run.timeline, *amendment->ended);
  if (!amendment->why.empty()) json["why"] = amendment->why;
  return json;
}

nlohmann::json amendments_view(const Run& run) {
  auto json = nlohmann::json::array();
  for (std::size_t number = 1; number <= run.amendments.size(); ++number)
    json.push_back(amendment_view(run, static_cast<int>(number)));
  return json;
}

std::vector<std::string> amendment_lines(const Run& run) {
  const int number = is_final(run) ? 0 : open_amendment(run);
  if (number == 0) return {};
  const Amendment& open = *find_amendment(run, number);
  std::vector<std::string> lines{
      "amendment " + std::to_string(number) + " by " + open.proposer + ": " + open.reason,
      "  waits for " + listed_words(roles_awaited(run, open)) + "; it rests on " +
          amendment_subject(run, number).substr(0, 12)};
  for (const ItemChange& each : open.items) lines.push_back(change_line(each));
  if (!open.settings.empty())
    lines.push_back("  ~ the plan itself: " + listed_words(open.settings));
  for (const Decision& made : open.decisions)
    lines.push_back("  " + made.actor + " as " + made.role + ": " +
                    std::string(text_of(made.verdict)) + ", " + made.reason);
  return lines;
}

}  // namespace golive
