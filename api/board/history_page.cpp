// The log of a run, line by line, the newest page first.
#include <nlohmann/json.hpp>

#include "api/board/telling.h"
#include "api/rest/target.h"
#include "base/limits.h"
#include "report/said.h"
#include "view/progress_line.h"

namespace golive::board {
namespace {

struct Line {
  std::uint64_t seq;
  Instant at, run_at;
  std::string text, actor, from;
};

nlohmann::json told_lines(const Run& run, const Words& words, const std::vector<Line>& lines,
                          std::size_t from, std::size_t to) {
  const Phrase phrase(run, words);
  auto json = nlohmann::json::array();
  for (auto i = to; i > from; --i) {
    const auto& line = lines[i - 1];
    json.push_back({{"seq", line.seq},
                    {"utc", to_text(line.at)},
                    {"at", phrase.time(line.run_at)["text"]},
                    {"text", said_progress(words, line.text)},
                    {"actor", line.actor == "engine" ? "" : line.actor},
                    {"from", line.from}});
  }
  return json;
}

}  // namespace

rest::HttpResponse show_history(const Visit& visit) {
  const auto& id = visit.parameters.at("run");
  const auto page_number = rest::number_in(visit.query, "page", 1);
  if (!page_number) return refusal(visit, page_number.error());
  const auto logs = visit.folds.open_logs();
  if (!logs) return refusal(visit, logs.error());
  std::vector<Line> lines;
  RunLog log(id);
  const auto read = log.read_on(**logs, [&](const Run& run, const Event& event) {
    auto text = progress_sentence(run, event);
    if (!text.empty())
      lines.push_back(
          {event.seq, event.at, run_time(run, event.at), std::move(text), event.actor, event.from});
  });
  if (!read) return refusal(visit, read.error());
  const auto pages =
      std::max<std::size_t>(1, (lines.size() + limits::board_history - 1) / limits::board_history);
  const auto number = std::clamp<std::size_t>(*page_number, 1, pages);
  const auto to = lines.size() - (number - 1) * limits::board_history;
  const auto from = to > limits::board_history ? to - limits::board_history : 0;
  auto telling = visit;
  telling.words = words_for_run(visit, log.run());
  return page(
      telling, "history",
      {{"title", log.run().plan->title},
       {"run", {{"id", id}, {"address", run_address(id)}, {"title", log.run().plan->title}}},
       {"live", id},
       {"lines", told_lines(log.run(), telling.words, lines, from, to)},
       {"newer", number > 1 ? std::to_string(number - 1) : ""},
       {"older", number < pages ? std::to_string(number + 1) : ""}});
}

}  // namespace golive::board
