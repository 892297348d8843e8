// Wall times: when a plan wants its items, on the clock on the wall, in minutes from J 00:00. Known
// without a zone, and without J unless days are counted in working days. What is not said, or not
// known, is empty.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plan.h"

namespace golive {

struct WallSpan {
  std::optional<int> start, end;  // `end` is the first minute after it
  bool has_clock = false;         // it starts at a time of day
};

class WallTimes {
 public:
  // `plan` must outlive it.
  WallTimes(const Plan& plan, std::optional<Date> j);

  [[nodiscard]] const WallSpan& of(ItemIndex item) const { return spans_[item]; }
  // That of the item itself, else of the nearest around it that has a day.
  [[nodiscard]] WallSpan around(ItemIndex item) const;
  // The day that a time of day of the item counts from: its own, or the only one around it.
  [[nodiscard]] std::optional<Moment> clock_day(const Item& item) const;
  [[nodiscard]] std::optional<int> first_minute(const Moment& moment) const;
  [[nodiscard]] std::optional<int> last_minute(const Moment& moment) const;  // the first after it
  // All of it is on day J.
  [[nodiscard]] bool on_day_j(ItemIndex item) const;

 private:
  [[nodiscard]] std::optional<int> day(const Moment& moment) const;
  [[nodiscard]] bool is_one_day(const Moment& from, const Moment& to) const;
  [[nodiscard]] std::optional<int> start_of(const Item& item) const;
  [[nodiscard]] std::optional<int> end_of(const Item& item, const WallSpan& span) const;

  const Plan& plan_;
  std::optional<Date> j_;
  std::vector<WallSpan> spans_;
};

constexpr int minutes_per_day = 24 * 60;
// "J-14", "J 08:15"; the day alone at 00:00 unless `with_clock`.
std::string wall_text(int minute, bool with_clock);

}  // namespace golive
