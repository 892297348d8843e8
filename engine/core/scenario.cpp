#include "core/scenario.h"

#include "base/utf8.h"

namespace golive {
namespace {

bool runs_a_body(ItemKind kind) {
  return kind == ItemKind::step || kind == ItemKind::smoke || kind == ItemKind::watch;
}

class ScenarioResolver {
 public:
  ScenarioResolver(const Plan& plan, const Timeline& timeline) : plan_(plan), timeline_(timeline) {}

  [[nodiscard]] Result<ItemIndex> leaf(const std::string& reference,
                                       const std::string& place) const {
    auto index = resolve_item(plan_, reference);
    if (!index) {
      index.error().place = place;
      return index;
    }
    const Item& item = plan_.items[*index];
    if (is_leaf(item)) return index;
    return fail(ErrorKind::invalid,
                item.path + " is a " + std::string(text_of(item.kind)) + ", no single item", place,
                "name an item in it");
  }

  [[nodiscard]] Result<void> role(const std::string& role, const std::string& place) const {
    if (find_role(plan_, role)) return {};
    std::vector<std::string_view> known;
    for (const Role& each : plan_.roles) known.push_back(each.id);
    std::string all;
    for (const auto each : known) all += (all.empty() ? "it has " : ", ") + std::string(each);
    const auto close = closest(role, known);
    return fail(ErrorKind::not_found, "the plan has no role \"" + role + "\"", place,
                close.empty() ? all : "did you mean \"" + std::string(close) + "\"?");
  }

  // As a freeze of the plan itself would be resolved.
  [[nodiscard]] Result<FrozenSpan> span(const Freeze& freeze, const std::string& place) const {
    Plan one;
    one.holidays = plan_.holidays;
    one.holiday_dates = plan_.holiday_dates;
    one.freezes.push_back(freeze);
    auto resolved = resolve_timeline(one, timeline_.j, timeline_.zone);
    if (resolved) return resolved->freezes.front();
    resolved.error().kind = ErrorKind::invalid;
    resolved.error().place = place;
    return tl::unexpected(resolved.error());
  }

  [[nodiscard]] Result<Circumstances::Span> absence(const Scenario::Absence& absence) const {
    Circumstances::Span span;
    if (absence.from && absence.to) {
      auto both = this->span({absence.role, *absence.from, *absence.to, {}}, absence.place);
      if (!both) return tl::unexpected(both.error());
      return Circumstances::Span{both->from, both->to};
    }
    // A bound that is not given lies beyond everything that a plan may name.
    constexpr Moment beyond{limits_days + 1, false, {}}, before{-limits_days - 1, false, {}};
    if (!absence.from && !absence.to) return span;
    auto one =
        this->span({absence.role, absence.from.value_or(before), absence.to.value_or(beyond), {}},
                   absence.place);
    if (!one) return tl::unexpected(one.error());
    if (absence.from) span.from = one->from;
    if (absence.to) span.to = one->to;
    return span;
  }

 private:
  static constexpr int limits_days = 300;  // within the year of zone rules around J
  const Plan& plan_;
  const Timeline& timeline_;
};

Result<void> resolve_items(const Scenario& scenario, const Plan& plan,
                           const ScenarioResolver& resolver, Circumstances& circumstances) {
  for (auto& item : circumstances.items) item.percent = scenario.failures;
  for (const auto& each : scenario.failing) {
    const auto index = resolver.leaf(each.item, each.place);
    if (!index) return tl::unexpected(index.error());
    circumstances.items[*index].failing = each.times;
  }
  for (const auto& each : scenario.flapping) {
    const auto index = resolver.leaf(each.item, each.place);
    if (!index) return tl::unexpected(index.error());
    const Item& item = plan.items[*index];
    if (!runs_a_body(item.kind))
      return fail(ErrorKind::invalid,
                  item.path + " is a " + std::string(text_of(item.kind)) + ": it does not flap",
                  each.place, "fail it, or make it late");
    circumstances.items[*index].percent = each.percent;
  }
  for (const auto& each : scenario.lateness) {
    const auto index = resolver.leaf(each.item, each.place);
    if (!index) return tl::unexpected(index.error());
    circumstances.items[*index].late += each.by;
  }
  return {};
}

}  // namespace

Result<Circumstances> resolve_scenario(const Scenario& scenario, const Plan& plan,
                                       const Timeline& timeline) {
  const ScenarioResolver resolver(plan, timeline);
  Circumstances circumstances;
  circumstances.items.resize(plan.items.size());
  circumstances.late = scenario.late;
  if (auto items = resolve_items(scenario, plan, resolver, circumstances); !items)
    return tl::unexpected(items.error());
  for (const auto& each : scenario.absences) {
    if (auto known = resolver.role(each.role, each.place); !known)
      return tl::unexpected(known.error());
    auto span = resolver.absence(each);
    if (!span) return tl::unexpected(span.error());
    circumstances.absences[each.role].push_back(*span);
  }
  for (std::size_t i = 0; i < scenario.freezes.size(); ++i) {
    const std::string place = i < scenario.freeze_places.size() ? scenario.freeze_places[i] : "";
    auto span = resolver.span(scenario.freezes[i], place);
    if (!span) return tl::unexpected(span.error());
    circumstances.freezes.push_back(std::move(*span));
  }
  return circumstances;
}

}  // namespace golive
