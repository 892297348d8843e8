// What another J would change in a run; J is moved from here alone, once that was seen.
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "api/board/telling.h"
#include "core/move.h"
#include "rim/system_clock.h"

namespace golive::board {
namespace {

nlohmann::json titles_of(const Look& look, const std::vector<ItemIndex>& items) {
  auto titles = nlohmann::json::array();
  for (const ItemIndex index : items) {
    const auto& item = look.run.plan->items[index];
    titles.push_back({{"title", name_of(item)}, {"address", item_address(look.run.id, item.path)}});
  }
  return titles;
}

// "2027-01-16 – 2027-01-17": what begins and ends with the day.
std::optional<std::string> whole_days(const ZoneRules& zone, const Planned& span) {
  if (!span.start || !span.end) return std::nullopt;
  const auto from = to_local(zone, *span.start), to = to_local(zone, *span.end);
  if (from.minute != 0 || to.minute != 0 || to.date <= from.date) return std::nullopt;
  const Date last = std::chrono::sys_days(to.date) - std::chrono::days(1);
  return to_text(from.date) + (last == from.date ? "" : " – " + to_text(last));
}

// By their dates: from J they would be the same.
std::string dates_of(const ZoneRules& zone, const Planned& span) {
  if (auto days = whole_days(zone, span)) return *std::move(days);
  std::string text = span.start ? local_text(zone, *span.start) : "";
  if (!span.end) return text;
  const auto end = local_text(zone, *span.end);
  constexpr std::size_t day = 10;
  const bool same_day = !text.empty() && text.substr(0, day) == end.substr(0, day);
  return text + (text.empty() ? "– " : " – ") + (same_day ? end.substr(day + 1) : end);
}

nlohmann::json change(const Look& look, const std::string& title, const Planned& before,
                      const Planned& after) {
  const auto& zone = look.run.timeline->zone;
  return {{"title", title}, {"before", dates_of(zone, before)}, {"after", dates_of(zone, after)}};
}

// A plan's freezes and windows keep their order.
template <class Span>
void add_spans(const Look& look, const std::vector<Span>& before, const std::vector<Span>& after,
               nlohmann::json& changes) {
  for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
    if (before[i] != after[i])
      changes.push_back(
          change(look, after[i].id, {before[i].from, before[i].to}, {after[i].from, after[i].to}));
}

nlohmann::json context_of_move(const Look& look, const Move& move) {
  const Run& run = look.run;
  auto changes = nlohmann::json::array();
  for (ItemIndex index = 0; index < run.plan->items.size(); ++index) {
    const auto &before = run.timeline->items[index], &after = move.timeline.items[index];
    if (before != after)
      changes.push_back(change(look, name_of(run.plan->items[index]), before, after));
  }
  add_spans(look, run.timeline->freezes, move.timeline.freezes, changes);
  add_spans(look, run.timeline->windows, move.timeline.windows, changes);
  nlohmann::json context{{"title", look.words.word("board_do", "move")},
                         {"run", head_of(look)},
                         {"j", to_text(move.timeline.j)},
                         {"from", look.phrase.date(run.timeline->j)},
                         {"to", look.phrase.date(move.timeline.j)},
                         {"changes", std::move(changes)},
                         {"asked_again", titles_of(look, move.asked_again)},
                         {"overdue", titles_of(look, move.overdue)}};
  for (const auto* list : {"changes", "asked_again", "overdue"})
    context["has_" + std::string(list)] = !context[list].empty();
  return context;
}

}  // namespace

rest::HttpResponse show_move(const Visit& visit) {
  const auto j = parse_date(asked(visit, "j"));
  if (!j) return refusal(visit, j.error());
  const auto now = SystemClock().now();
  Result<nlohmann::json> context;
  auto telling = visit;
  const auto shown = visit.folds.show(visit.parameters.at("run"), [&](const Run& run) {
    telling.words = words_for_run(visit, run);
    const auto run_now = run_time(run, now);
    const auto move = move_of(run, *j, run_now);
    if (move)
      context = context_of_move({telling, run, run_now, telling.words, Phrase(run, telling.words)},
                                *move);
    else
      context = tl::unexpected<Error>(move.error());
  });
  if (!shown) return refusal(visit, shown.error());
  if (!context) return refusal(visit, context.error());
  return page(telling, "move", std::move(*context));
}

}  // namespace golive::board
