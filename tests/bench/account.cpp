#include "account.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace golive::bench {
namespace {

// Three digits that say something.
std::string number(double value) {
  const double size = std::fabs(value);
  return fmt::format("{:.{}f}", value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

std::string reach_text(const Reach& reach) {
  return fmt::format("{} {:g}{}", reach.kind == Reach::Kind::at_least ? ">=" : "<=", reach.number,
                     reach.of_floor ? " x floor" : "");
}

void print_row(const std::string& name, const std::string& value, const std::string& unit,
               const std::string& floor, const std::string& ratio, const std::string& reach,
               const std::string& met) {
  fmt::print("{:16} {:>9} {:12} {:>9} {:>7}  {:14} {}\n", name, value, unit, floor, ratio, reach,
             met);
  std::fflush(stdout);
}

}  // namespace

Account::Account(const std::string& file) : lines_(file) {
  print_row("figure", "value", "", "floor", "ratio", "reach", "");
}

void Account::add(const Figure& figure, const Measured& measured) {
  const bool met = is_met(figure, measured);
  (met ? met_ : missed_)++;
  nlohmann::ordered_json line{{"figure", figure.name}, {"value", measured.value}};
  line["floor"] = measured.floor ? nlohmann::ordered_json(*measured.floor) : nullptr;
  line["ratio"] =
      measured.floor ? nlohmann::ordered_json(measured.value / *measured.floor) : nullptr;
  line["unit"] = figure.unit;
  line["reach"] = reach_text(figure.reach);
  line["met"] = met;
  lines_ << line.dump() << std::endl;
  print_row(figure.name, number(measured.value), figure.unit,
            measured.floor ? number(*measured.floor) : "-",
            measured.floor ? number(measured.value / *measured.floor) : "-",
            reach_text(figure.reach), met ? "met" : "MISSED");
}

void Account::add_failure(const Figure& figure, const std::string& why) {
  ++failed_;
  print_row(figure.name, "-", figure.unit, "-", "-", reach_text(figure.reach),
            "NOT MEASURED: " + why);
}

void Account::end() const {
  fmt::print("bench: {} met, {} missed, {} not measured\n", met_, missed_, failed_);
}

}  // namespace golive::bench
