#include "report/catalog.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "report/j1_account.h"
#include "report/rendering.h"
#include "view/account.h"

namespace golive {

namespace {

struct Kind {
  std::string_view name;
  nlohmann::json (*context)(const Account& account, const std::string& head, const Words& words);
};

constexpr std::array catalog{Kind{"j1-account", j1_account}};

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

Result<std::string> make_report(const ReportWish& wish, const std::vector<Event>& events,
                                const std::string& head) {
  const auto kind = find_kind(wish.kind);
  if (!kind) return tl::unexpected<Error>(kind.error());
  const auto account = account_of(events);
  if (!account) return tl::unexpected<Error>(account.error());
  const auto words =
      words_for(wish, wish.language.empty() ? account->run.plan->language : wish.language);
  if (!words) return tl::unexpected<Error>(words.error());
  return rendered(wish, *words, kind->context(*account, head, *words));
}

}  // namespace golive
