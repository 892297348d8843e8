#include "api/cli/inbox_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/rights.h"
#include "view/hold.h"
#include "view/people_view.h"
#include "view/settling.h"

namespace golive::cli {
namespace {

int urgency_of(WaitingKind kind) {
  switch (kind) {
    case WaitingKind::doubt:
      return 0;
    case WaitingKind::contingency:
      return 2;
    case WaitingKind::gate:
      return 3;
    case WaitingKind::amendment:
      return 3;
    case WaitingKind::question:
      return 4;
    case WaitingKind::task:
      return 5;
    case WaitingKind::reservation:
      return 6;
  }
  return 7;
}

constexpr int urgency_of_hold = 1;

}  // namespace

std::vector<InboxEntry> inbox_of(const Run& run, const Actor& person, Instant now) {
  std::vector<InboxEntry> entries;
  const Actor known = entitled(run, person, now);
  for (const auto& waiting : waiting_for(run)) {
    if (!may_settle(run, waiting, person, now)) continue;
    const Item& item = run.plan->items[waiting.item];
    InboxEntry entry{run.id, std::string(text_of(waiting.kind)), item.path, name_of(item),
                     waiting.text};
    if (waiting.reservation > 0)
      entry.text = "reservation " + std::to_string(waiting.reservation) + ": " + entry.text;
    if (waiting.amendment > 0)
      entry.text = "amendment " + std::to_string(waiting.amendment) + ": " + entry.text;
    entry.due = waiting.due;
    entry.overdue = waiting.due && *waiting.due <= now;
    entry.urgency = urgency_of(waiting.kind);
    entries.push_back(std::move(entry));
  }
  for (const auto& hold : holds_of(run)) {
    const Item& item = run.plan->items[hold.item];
    const bool is_told = std::any_of(entries.begin(), entries.end(), [&](const InboxEntry& each) {
      return each.item == item.path && each.kind != "reservation";
    });
    if (is_told || !acting_role(run, hold.item, known)) continue;
    InboxEntry entry{run.id, "hold", item.path, name_of(item), hold.why};
    entry.urgency = urgency_of_hold;
    entries.push_back(std::move(entry));
  }
  return entries;
}

void sort_by_urgency(std::vector<InboxEntry>& entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const InboxEntry& a, const InboxEntry& b) {
    const auto key = [](const InboxEntry& each) {
      return std::tuple(!each.overdue, each.due.value_or(Instant::max()), each.urgency);
    };
    return key(a) < key(b);
  });
}

nlohmann::json to_json(const InboxEntry& entry) {
  nlohmann::json json{{"run", entry.run},     {"kind", entry.kind}, {"item", entry.item},
                      {"title", entry.title}, {"text", entry.text}, {"overdue", entry.overdue}};
  if (entry.due) json["due"] = to_text(*entry.due);
  return json;
}

std::string to_line(const InboxEntry& entry) {
  return (entry.overdue ? "! " : "  ") + entry.run + "  " + entry.kind + " " + entry.item +
         (entry.title.empty() || entry.title == entry.item ? "" : " (" + entry.title + ")") +
         (entry.due ? (entry.overdue ? ", OVERDUE since " : ", due ") + to_text(*entry.due) : "") +
         (entry.text.empty() ? "" : ": " + entry.text);
}

}  // namespace golive::cli
