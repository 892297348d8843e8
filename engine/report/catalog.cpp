#include "report/catalog.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "report/j1_account.h"
#include "report/j7_review.h"
#include "report/rehearsal_comparison.h"
#include "report/rendering.h"
#include "view/account.h"

namespace golive {

namespace {

// What a report is made of.
struct Material {
  const Account& account;
  const Measured& actual;
  const std::vector<Measured>& rehearsals;
  const std::string& head;
  const Words& words;
  const std::vector<WatchLevel>& watches;
};

nlohmann::json account_context(const Material& material) {
  return j1_account(material.account, material.head, material.words);
}
nlohmann::json comparison_context(const Material& material) {
  return rehearsal_comparison(material.account, material.actual, material.rehearsals, material.head,
                              material.words);
}

nlohmann::json review_context(const Material& material) {
  return j7_review(material.account, material.watches, material.head, material.words);
}

struct Kind {
  std::string_view name;
  nlohmann::json (*context)(const Material& material);
  bool looks_at_rehearsals = false;
  bool looks_at_samples = false;
};

constexpr std::array catalog{Kind{"j1-account", account_context},
                             Kind{"rehearsal-comparison", comparison_context, true},
                             Kind{"j7-review", review_context, false, true}};

Result<Kind> find_kind(const std::string& name) {
  for (const auto& kind : catalog)
    if (kind.name == name) return kind;
  const auto names = report_kinds();
  const auto meant = closest(name, names);
  std::string known;
  for (const auto& one : names) known += (known.empty() ? "" : ", ") + std::string(one);
  return fail(
      ErrorKind::not_found, "there is no report \"" + name + "\"", "kind",
      meant.empty() ? "the reports are " + known : "did you mean \"" + std::string(meant) + "\"?");
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

Result<std::string> make_report(const ReportWish& wish, const std::vector<Event>& events,
                                const std::string& head, const std::vector<Measured>& rehearsals,
                                const std::vector<WatchLevel>& watches) {
  const auto kind = find_kind(wish.kind);
  if (!kind) return tl::unexpected<Error>(kind.error());
  const auto account = account_of(events);
  if (!account) return tl::unexpected<Error>(account.error());
  const auto actual = measured_of(events);
  if (!actual) return tl::unexpected<Error>(actual.error());
  const auto words =
      words_for(wish, wish.language.empty() ? account->run.plan->language : wish.language);
  if (!words) return tl::unexpected<Error>(words.error());
  return rendered(wish, *words,
                  kind->context({*account, *actual, rehearsals, head, *words, watches}));
}

}  // namespace golive
