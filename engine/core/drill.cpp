#include "core/drill.h"

#include <algorithm>

#include "core/scenario.h"

namespace golive {
namespace {

Result<void> check_failing(const Item& item, const std::string& place) {
  if (item.kind == ItemKind::step || item.kind == ItemKind::smoke || item.kind == ItemKind::watch)
    return {};
  return fail(ErrorKind::invalid,
              item.path + " is a " + std::string(text_of(item.kind)) +
                  ": in a rehearsal, people answer it themselves",
              place, item.kind == ItemKind::gate ? "decide it with no-go" : "end it with fail");
}

Result<void> check_late(const Item& item, const std::string& place) {
  if (item.kind == ItemKind::gate || item.kind == ItemKind::task) return {};
  return fail(ErrorKind::invalid,
              item.path + " is a " + std::string(text_of(item.kind)) +
                  ": in a rehearsal it takes as long as it really does",
              place, "answers can be late: gates and tasks");
}

}  // namespace

bool is_drill(const Drill& drill) { return drill != Drill{}; }

bool is_made_to_fail(const Drill& drill, const Item& item) {
  return std::find(drill.failing.begin(), drill.failing.end(), item.path) != drill.failing.end();
}

Duration lateness_of(const Drill& drill, const Item& item) {
  const auto own = drill.late_items.find(item.path);
  return drill.late + (own == drill.late_items.end() ? Duration{} : own->second);
}

std::string to_text(const Drill& drill) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  for (const auto& item : drill.failing) add(item + " fails");
  for (const auto& role : drill.absent) add("nobody is there as " + role);
  if (drill.late > Duration{}) add("answers come " + to_text(drill.late) + " late");
  for (const auto& [item, by] : drill.late_items)
    add(item + " is answered " + to_text(by) + " late");
  return text;
}

Result<Drill> resolve_drill(const Scenario& scenario, const Plan& plan, const Timeline& timeline) {
  if (auto known = resolve_scenario(scenario, plan, timeline); !known)
    return tl::unexpected<Error>(known.error());
  Drill drill;
  drill.late = scenario.late;
  for (const auto& each : scenario.failing) {
    const Item& item = plan.items[*resolve_item(plan, each.item)];
    if (auto fits = check_failing(item, each.place); !fits) return tl::unexpected(fits.error());
    if (!is_made_to_fail(drill, item)) drill.failing.push_back(item.path);
  }
  for (const auto& each : scenario.absences)
    if (std::find(drill.absent.begin(), drill.absent.end(), each.role) == drill.absent.end())
      drill.absent.push_back(each.role);
  for (const auto& each : scenario.lateness) {
    const Item& item = plan.items[*resolve_item(plan, each.item)];
    if (auto fits = check_late(item, each.place); !fits) return tl::unexpected(fits.error());
    drill.late_items[item.path] += each.by;
  }
  return drill;
}

}  // namespace golive
