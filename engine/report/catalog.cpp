#include "report/catalog.h"

#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "base/utf8.h"
#include "report/amendments.h"
#include "report/audit_trail.h"
#include "report/built_in_text.h"
#include "report/csv.h"
#include "report/daily_note.h"
#include "report/deployment_plan.h"
#include "report/go_no_go.h"
#include "report/j1_account.h"
#include "report/j7_review.h"
#include "report/post_mortem.h"
#include "report/rehearsal_comparison.h"
#include "report/uat_acceptance.h"
#include "view/account.h"

namespace golive {

namespace {

// What a report is made of.
struct Material {
  const ReportWish& wish;
  const std::vector<Event>& events;
  const Account& account;
  const std::vector<Measured>& rehearsals;
  const std::string& head;
  const Words& words;
  const std::vector<WatchLevel>& watches;
};
using Context = Result<nlohmann::json>;

Context plan_context(const Material& material) {
  const auto& run = material.account.run;
  return plan_document(*run.plan, *run.timeline, material.words);
}
Context account_context(const Material& material) {
  return j1_account(material.account, material.head, material.words);
}
Context comparison_context(const Material& material) {
  const auto actual = measured_of(material.events);
  if (!actual) return tl::unexpected<Error>(actual.error());
  return rehearsal_comparison(material.account, *actual, material.rehearsals, material.head,
                              material.words);
}
Context gates_context(const Material& material) {
  return go_no_go(material.account, material.head, material.words);
}
Context acceptance_context(const Material& material) {
  return uat_acceptance(material.account, material.head, material.words);
}
Context amendments_context(const Material& material) {
  return amendments_report(material.account, material.head, material.words);
}
Context trouble_context(const Material& material) {
  return post_mortem(material.account, material.head, material.words);
}
Context trail_context(const Material& material) {
  return audit_trail(material.account, material.events, material.head, material.words);
}
Context day_context(const Material& material) {
  const auto day =
      material.wish.day.empty() ? last_day(material.account.run) : *parse_date(material.wish.day);
  const auto count = events_until(material.events, day);
  if (count == 0)
    return fail(ErrorKind::not_found, "the run was not there on that day", "day",
                "its log goes on until " + to_text(last_day(material.account.run)));
  const auto until_then = account_of(
      {material.events.begin(), material.events.begin() + static_cast<std::ptrdiff_t>(count)});
  if (!until_then) return tl::unexpected<Error>(until_then.error());
  return daily_note(*until_then, day, material.head, material.words);
}

// The rows of its table, out of its context.
nlohmann::json decision_rows(const nlohmann::json& context) { return context.at("decisions"); }
nlohmann::json item_rows(const nlohmann::json& context) { return context.at("items"); }
nlohmann::json trail_rows(const nlohmann::json& context) { return context.at("trail"); }
nlohmann::json event_rows(const nlohmann::json& context) { return context.at("rows"); }
// Every change, with the amendment that it stands in.
nlohmann::json change_rows(const nlohmann::json& context) {
  auto rows = nlohmann::json::array();
  for (const auto& amendment : context.at("amendments"))
    for (auto row : amendment.at("items")) {
      row["state"] = amendment.at("state");
      row["by"] = amendment.at("by");
      row["reason"] = amendment.at("reason");
      rows.push_back(std::move(row));
    }
  return rows;
}
// Every item, with the phase that it stands in.
nlohmann::json items_of_phases(const nlohmann::json& context) {
  auto rows = nlohmann::json::array();
  for (const auto& phase : context.at("phases"))
    for (auto row : phase.at("items")) {
      row["phase"] = phase.at("title");
      rows.push_back(std::move(row));
    }
  return rows;
}

constexpr std::array plan_columns{
    CsvColumn{"phase", "/phase"},         CsvColumn{"path", "/path"},
    CsvColumn{"item", "/title"},          CsvColumn{"kind_label", "/kind"},
    CsvColumn{"responsible", "/owner"},   CsvColumn{"start", "/planned/start/iso"},
    CsvColumn{"end", "/planned/end/iso"}, CsvColumn{"estimate", "/estimate"}};
constexpr std::array account_columns{CsvColumn{"phase", "/phase"},
                                     CsvColumn{"path", "/path"},
                                     CsvColumn{"item", "/title"},
                                     CsvColumn{"kind_label", "/kind"},
                                     CsvColumn{"owner", "/owner"},
                                     CsvColumn{"planned_start", "/planned/start/iso"},
                                     CsvColumn{"planned_end", "/planned/end/iso"},
                                     CsvColumn{"actual_start", "/actual/start/iso"},
                                     CsvColumn{"actual_end", "/actual/end/iso"},
                                     CsvColumn{"result", "/state/text"},
                                     CsvColumn{"attempts_label", "/attempts"}};
constexpr std::array comparison_columns{
    CsvColumn{"path", "/path"},       CsvColumn{"item", "/title"},
    CsvColumn{"kind_label", "/kind"}, CsvColumn{"estimate", "/estimate"},
    CsvColumn{"this_run", "/actual"}, CsvColumn{"difference", "/difference"}};

constexpr std::array decision_columns{CsvColumn{"at", "/at/iso"},
                                      CsvColumn{"path", "/path"},
                                      CsvColumn{"item", "/title"},
                                      CsvColumn{"verdict_label", "/verdict/text"},
                                      CsvColumn{"by", "/by"},
                                      CsvColumn{"role", "/role"},
                                      CsvColumn{"behalf", "/on_behalf_of"},
                                      CsvColumn{"reason", "/reason"},
                                      CsvColumn{"conditions", "/conditions_text"}};
constexpr std::array change_columns{CsvColumn{"number", "/number"}, CsvColumn{"path", "/path"},
                                    CsvColumn{"what", "/change"},   CsvColumn{"text", "/what"},
                                    CsvColumn{"stands", "/state"},  CsvColumn{"by", "/by"},
                                    CsvColumn{"reason", "/reason"}};
constexpr std::array trial_columns{CsvColumn{"phase", "/phase"}, CsvColumn{"path", "/path"},
                                   CsvColumn{"item", "/title"},  CsvColumn{"kind_label", "/kind"},
                                   CsvColumn{"owner", "/owner"}, CsvColumn{"result", "/state/text"},
                                   CsvColumn{"at", "/at/iso"},   CsvColumn{"by", "/by"},
                                   CsvColumn{"comment", "/text"}};
constexpr std::array trail_columns{CsvColumn{"at", "/at/iso"}, CsvColumn{"what", "/state/text"},
                                   CsvColumn{"path", "/path"}, CsvColumn{"item", "/title"},
                                   CsvColumn{"by", "/by"},     CsvColumn{"text", "/text"}};
constexpr std::array event_columns{CsvColumn{"number", "/seq"},  CsvColumn{"at_utc", "/at"},
                                   CsvColumn{"by", "/actor"},    CsvColumn{"door_label", "/from"},
                                   CsvColumn{"event", "/event"}, CsvColumn{"item", "/item"},
                                   CsvColumn{"text", "/text"}};

Context review_context(const Material& material) {
  return j7_review(material.account, material.watches, material.head, material.words);
}

struct Kind {
  std::string_view name;
  Context (*context)(const Material& material);
  nlohmann::json (*rows)(const nlohmann::json& context) = nullptr;  // null: it has no table
  std::span<const CsvColumn> columns = {};
  bool looks_at_rehearsals = false;
  bool of_a_day = false;
  bool looks_at_samples = false;
};

constexpr std::array catalog{
    Kind{"deployment-plan", plan_context, items_of_phases, plan_columns},
    Kind{"go-no-go", gates_context, decision_rows, decision_columns},
    Kind{"uat-acceptance", acceptance_context, items_of_phases, trial_columns},
    Kind{"rehearsal-comparison", comparison_context, item_rows, comparison_columns, true},
    Kind{"daily-note", day_context, trail_rows, trail_columns, false, true},
    Kind{"j1-account", account_context, items_of_phases, account_columns},
    Kind{"j7-review", review_context, nullptr, {}, false, false, true},
    Kind{"post-mortem", trouble_context, trail_rows, trail_columns},
    Kind{"amendments", amendments_context, change_rows, change_columns},
    Kind{"audit-trail", trail_context, event_rows, event_columns}};

std::string joined(const std::vector<std::string_view>& names) {
  std::string text;
  for (const auto& one : names) text += (text.empty() ? "" : ", ") + std::string(one);
  return text;
}

Result<Kind> find_kind(const std::string& name) {
  for (const auto& kind : catalog)
    if (kind.name == name) return kind;
  const auto names = report_kinds();
  const auto meant = closest(name, names);
  const auto ask = meant.empty() ? "" : "did you mean \"" + std::string(meant) + "\"? ";
  return fail(ErrorKind::not_found, "there is no report \"" + name + "\"", "kind",
              ask + "The reports are " + joined(names));
}

Result<void> check_wish(const Kind& kind, const ReportWish& wish) {
  if (wish.format == ReportFormat::csv && kind.rows == nullptr)
    return fail(ErrorKind::invalid, "\"" + wish.kind + "\" has no table", "format",
                "use html, md or json");
  if (wish.day.empty()) return {};
  if (!kind.of_a_day)
    return fail(ErrorKind::invalid, "\"" + wish.kind + "\" is not of one day", "day",
                "leave the day out");
  if (auto day = parse_date(wish.day); !day)
    return fail(ErrorKind::invalid, day.error().what, "day", "write it as 2027-01-15");
  return {};
}

}  // namespace

std::vector<std::string_view> report_kinds() {
  std::vector<std::string_view> names;
  for (const auto& kind : catalog) names.push_back(kind.name);
  return names;
}

bool looks_at_rehearsals(std::string_view kind) {
  for (const auto& each : catalog)
    if (each.name == kind) return each.looks_at_rehearsals;
  return false;
}

bool looks_at_samples(std::string_view kind) {
  for (const auto& each : catalog)
    if (each.name == kind) return each.looks_at_samples;
  return false;
}

bool has_table(std::string_view kind) {
  for (const auto& each : catalog)
    if (each.name == kind) return each.rows != nullptr;
  return false;
}

Result<void> check_own_template(const Templates& templates, const std::string& name) {
  for (const std::string_view end : {".html.mustache", ".md.mustache"}) {
    if (!std::string_view(name).ends_with(end) || !built_in_text(name).empty()) continue;
    const auto kind = find_kind(name.substr(0, name.size() - end.size()));
    if (!kind)
      return fail(ErrorKind::invalid, kind.error().what, templates.place(name),
                  kind.error().way_out);
  }
  return {};
}

Result<std::string> make_report(const ReportWish& wish, const std::vector<Event>& events,
                                const std::string& head, const std::vector<Measured>& rehearsals,
                                const std::vector<WatchLevel>& watches) {
  const auto kind = find_kind(wish.kind);
  if (!kind) return tl::unexpected<Error>(kind.error());
  if (auto fits = check_wish(*kind, wish); !fits) return tl::unexpected<Error>(fits.error());
  const auto account = account_of(events);
  if (!account) return tl::unexpected<Error>(account.error());
  const auto words = words_for(wish.templates,
                               wish.language.empty() ? account->run.plan->language : wish.language);
  if (!words) return tl::unexpected<Error>(words.error());
  auto context = kind->context({wish, events, *account, rehearsals, head, *words, watches});
  if (!context) return tl::unexpected<Error>(context.error());
  if (wish.format == ReportFormat::csv)
    return csv_text(kind->rows(*context), kind->columns, *words);
  return rendered(wish, *words, std::move(*context));
}

}  // namespace golive
