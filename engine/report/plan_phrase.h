// Plan phrase: values of a plan as a document says them in its language. Times are local, with UTC
// beside.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/timeline.h"
#include "report/words.h"

namespace golive {

class PlanPhrase {
 public:
  // All must outlive it.
  PlanPhrase(const Plan& plan, const Timeline& timeline, const Words& words)
      : plan_(plan), timeline_(timeline), words_(words) {}

  // {"text": "J-3 18 h 00", "utc": "17:00 UTC", "iso": "2027-01-12T17:00:00.000Z"}; null if there
  // is none.
  [[nodiscard]] nlohmann::json time(const std::optional<Instant>& instant) const;
  // With the date in words: {"text": "vendredi 15 janvier 2027, 08 h 15", ...}.
  [[nodiscard]] nlohmann::json full_time(const std::optional<Instant>& instant) const;
  // A planned or actual span; whole days are said as days. Null if there is no start.
  [[nodiscard]] nlohmann::json span(const std::optional<Instant>& start,
                                    const std::optional<Instant>& end) const;
  // The same, with "dates" beside what is said from J: "Sun 10 Jan 2027"; empty for a time on J.
  [[nodiscard]] nlohmann::json dated_span(const std::optional<Instant>& start,
                                          const std::optional<Instant>& end) const;
  [[nodiscard]] std::string date(Date date) const;
  // "2 h 15 min", "42 s"; "-" stands before a negative one.
  [[nodiscard]] std::string duration(Duration duration) const;
  // {"path", "title"}
  [[nodiscard]] nlohmann::json item(ItemIndex item) const;
  [[nodiscard]] std::string role(const std::string& id) const;
  // What an amendment changes of an item or of the plan, by the fields' names.
  [[nodiscard]] std::string fields(const std::vector<std::string>& names) const;
  // Who must decide: "A and B", "A or (B and C)", "2 of A".
  [[nodiscard]] std::string rule(const Rule& rule) const;
  // A sentence of the engine, in the report's language; a person's name, the engine's too.
  [[nodiscard]] std::string said(std::string_view sentence) const;
  [[nodiscard]] std::string actor(const std::string& name) const;
  // "API, 127.0.0.1"
  [[nodiscard]] std::string door(const std::string& from) const;
  // A state by its stable text: {"id", "text", "mark", "tone"}.
  [[nodiscard]] nlohmann::json state(std::string_view group, std::string_view id) const;
  [[nodiscard]] std::string word(std::string_view group, std::string_view key) const {
    return words_.word(group, key);
  }

 private:
  [[nodiscard]] std::string days(const std::optional<Instant>& start,
                                 const std::optional<Instant>& end) const;
  [[nodiscard]] std::string clock(Instant instant) const;
  [[nodiscard]] std::string short_date(Date date) const;

  const Plan& plan_;
  const Timeline& timeline_;
  const Words& words_;
};

}  // namespace golive
