// golive_bench [--strict] [FIGURE...]: measures all figures, or those named, and holds them against
// what is to be reached. Exit code 0: all was measured; 1: --strict, and one was missed; 2:
// something could not be measured.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <set>

#include "account.h"
#include "figure.h"
#include "ground.h"

using namespace golive::bench;

namespace {

constexpr int missed = 1, failed = 2;
constexpr double quiet_load = 0.5;

bool is_known(const std::string& name) {
  for (const auto& family : families())
    for (const auto& figure : family.figures)
      if (figure.name == name) return true;
  return false;
}

int refuse(const std::string& name) {
  fmt::print(stderr, "bench: there is no figure \"{}\"; there are:\n", name);
  for (const auto& family : families()) {
    std::string names;
    for (const auto& figure : family.figures) names += " " + figure.name;
    fmt::print(stderr, " {:32} {}\n", names, family.what);
  }
  return failed;
}

// Others who use the disk slow the floor down more than what stands on it, and flatter the ratio.
void warn_if_busy() {
  double load = 0;
  if (::getloadavg(&load, 1) == 1 && load > quiet_load)
    fmt::print("bench: the machine is busy (load {:.1f}): nothing of this can be relied on\n",
               load);
}

void measure(const Family& family, const std::set<std::string>& names, Account& account) {
  std::vector<Figure> wanted;
  const auto is_wanted = [&](const Figure& each) {
    return names.empty() || names.contains(each.name);
  };
  if (std::none_of(family.figures.begin(), family.figures.end(), is_wanted)) return;
  try {
    const auto measured = family.measure();
    for (std::size_t i = 0; i < family.figures.size(); ++i)
      if (is_wanted(family.figures[i])) account.add(family.figures[i], measured.at(i));
  } catch (const std::exception& error) {
    for (const auto& figure : family.figures)
      if (is_wanted(figure)) account.add_failure(figure, error.what());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::set<std::string> names(argv + 1, argv + argc);
  const bool strict = names.erase("--strict") > 0;
  for (const auto& name : names)
    if (!is_known(name)) return refuse(name);
  Ground::sweep();
  warn_if_busy();
  Account account(Ground::results());
  for (const auto& family : families()) measure(family, names, account);
  account.end();
  Ground::sweep();
  if (account.failed() > 0) return failed;
  return strict && account.missed() > 0 ? missed : 0;
}
