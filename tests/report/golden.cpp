#include "golden.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace golive::test {

namespace {

// The first line that differs says more than two whole documents.
std::string first_difference(const std::string& wanted, const std::string& got) {
  std::istringstream a(wanted), b(got);
  std::string one, other;
  for (int line = 1;; ++line) {
    const bool more_a = bool(std::getline(a, one)), more_b = bool(std::getline(b, other));
    if (!more_a && !more_b) return "only in its line ends";
    if (!more_a || !more_b || one != other)
      return "line " + std::to_string(line) + "\n- " + one + "\n+ " + other;
  }
}

}  // namespace

void check_golden(const std::string& name, const std::string& made_now) {
  const auto path = std::string(GOLIVE_SOURCE) + "/tests/report/golden/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << made_now;
  std::stringstream golden;
  golden << std::ifstream(path).rdbuf();
  const bool same = golden.str() == made_now;
  CHECK_MESSAGE(same, name << ": " << first_difference(golden.str(), made_now));
}

}  // namespace golive::test
