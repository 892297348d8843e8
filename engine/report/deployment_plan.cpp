#include "report/deployment_plan.h"

#include <nlohmann/json.hpp>

#include "report/plan_chapters.h"
#include "view/owner.h"

namespace golive {

namespace {

nlohmann::json document_of(const PlanText& text) {
  auto parts = nlohmann::json::array();
  for (const auto& part : text.plan.document)
    parts.push_back({{"heading", text.phrase.word("document", part.id)}, {"lines", part.lines}});
  return parts;
}

nlohmann::json role_rows(const PlanText& text) {
  auto roles = nlohmann::json::array();
  for (const auto& role : text.plan.roles)
    roles.push_back(
        {{"role", text.phrase.role(role.id)}, {"id", role.id}, {"duties", role.duties}});
  return roles;
}

nlohmann::json contacts_of(const PlanText& text) {
  auto contacts = nlohmann::json::array();
  for (const auto& contact : text.plan.contacts)
    contacts.push_back({{"name", contact.title.empty() ? contact.id : contact.title},
                        {"role", contact.role.empty() ? "" : text.phrase.role(contact.role)},
                        {"phone", contact.phone},
                        {"mail", contact.mail}});
  return contacts;
}

nlohmann::json objectives_of(const PlanText& text) {
  auto objectives = nlohmann::json::array();
  for (const auto& objective : text.plan.objectives)
    objectives.push_back({{"name", text.phrase.word("objective", objective.id)},
                          {"max", objective.max},
                          {"min", objective.min}});
  return objectives;
}

nlohmann::json freezes_of(const PlanText& text) {
  auto freezes = nlohmann::json::array();
  for (const auto& freeze : text.timeline.freezes)
    freezes.push_back(
        {{"frozen", text.phrase.dated_span(freeze.from, freeze.to)}, {"reason", freeze.reason}});
  return freezes;
}

nlohmann::json windows_of(const PlanText& text) {
  auto windows = nlohmann::json::array();
  for (const auto& span : text.timeline.windows) {
    const Window* window = find_window(text.plan, span.id);
    const bool titled = window != nullptr && !window->title.empty();
    windows.push_back({{"open", text.phrase.dated_span(span.from, span.to)},
                       {"title", titled ? window->title : span.id},
                       {"reason", window != nullptr ? window->reason : ""}});
  }
  return windows;
}

nlohmann::json approvers_of(const PlanText& text) {
  auto roles = nlohmann::json::array();
  for (const auto& role : text.plan.approved_by) roles.push_back(text.phrase.role(role));
  return roles;
}

nlohmann::json pictures_of(const PlanText& text) {
  auto pictures = nlohmann::json::array();
  const auto add = [&](const char* heading, nlohmann::json picture) {
    if (picture.is_null()) return;
    picture["heading"] = text.phrase.word("picture_of", heading);
    pictures.push_back(std::move(picture));
  };
  add("phases", picture_of_phases(text));
  add("day_j", picture_of_day_j(text));
  return pictures;
}

nlohmann::json context_of(const PlanText& text) {
  const auto& plan = text.plan;
  nlohmann::json context{
      {"plan", {{"id", plan.id}, {"title", plan.title.empty() ? plan.id : plan.title}}},
      {"plan_hash", plan.hash},
      {"j", {{"text", text.phrase.date(text.timeline.j)}, {"iso", to_text(text.timeline.j)}}},
      {"timezone", text.timeline.zone.name},
      {"approved_by", approvers_of(text)},
      {"pictures", pictures_of(text)},
      {"document", document_of(text)},
      {"roles", role_rows(text)},
      {"contacts", contacts_of(text)},
      {"objectives", objectives_of(text)},
      {"freezes", freezes_of(text)},
      {"windows", windows_of(text)},
      {"phases", planned_phases(text)},
      {"contingencies", planned_contingencies(text)}};
  for (const char* list :
       {"approved_by", "roles", "contacts", "objectives", "freezes", "windows", "contingencies"})
    context[std::string("has_") + list] = !context[list].empty();
  return context;
}

}  // namespace

nlohmann::json plan_document(const Plan& plan, const Timeline& timeline, const Words& words) {
  const PlanPhrase phrase(plan, timeline, words);
  auto context = context_of({plan, timeline, phrase});
  context["language"] = words.language();
  return context;
}

Result<std::string> deployment_plan(ReportWish wish, const Plan& plan, const Timeline& timeline) {
  const auto words =
      words_for(wish.templates, wish.language.empty() ? plan.language : wish.language);
  if (!words) return tl::unexpected<Error>(words.error());
  wish.kind = "deployment-plan";
  return rendered(wish, *words, plan_document(plan, timeline, *words));
}

}  // namespace golive
