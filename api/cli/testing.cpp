// test: the tests of a runbook, in virtual time, against scripted outcomes.
#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/simulation/suite.h"
#include "view/mark.h"

namespace golive::cli {
namespace {

std::string indented(const std::string& text) {
  std::string lines;
  bool begins = true;
  for (const char byte : text) {
    if (begins && byte != '\n') lines += "        ";
    lines += byte;
    begins = byte == '\n';
  }
  return lines;
}

void tell(const std::vector<TestResult>& results) {
  const bool colour = shows_colour();
  std::string suite;
  for (const TestResult& result : results) {
    if (result.suite != suite) say(result.suite + "\n");
    suite = result.suite;
    const bool passed = result.failure.empty();
    say(fmt::format("  {} {} ({:.2f} s)\n",
                    toned(passed ? "ok  " : "FAIL", passed ? Tone::good : Tone::bad, colour),
                    result.name, result.seconds));
    if (!passed) say(indented(result.details));
  }
}

Result<void> write_junit(const std::string& path, const std::vector<TestResult>& results) {
  std::ofstream file(path, std::ios::binary);
  file << junit_xml(results);
  file.close();
  if (file) return {};
  return fail(ErrorKind::invalid, "the file cannot be written", path,
              "check its folder and rights");
}

int test(const std::string& path, const std::string& junit) {
  const auto results = play_suite(path);
  if (!results) return failed(results.error());
  tell(*results);
  const auto bad = std::count_if(results->begin(), results->end(),
                                 [](const TestResult& each) { return !each.failure.empty(); });
  say(fmt::format("{} of {} tests passed\n", results->size() - static_cast<std::size_t>(bad),
                  results->size()));
  if (!junit.empty())
    if (const auto written = write_junit(junit, *results); !written) return failed(written.error());
  return bad == 0 ? exit_done : exit_no;
}

}  // namespace

void add_testing(CLI::App& app, Invocation& chosen) {
  struct Asked {
    std::string path, junit;
  };
  const auto asked = std::make_shared<Asked>();
  auto* command = app.add_subcommand("test", "Play the tests of a runbook, in virtual time");
  command->add_option("PATH", asked->path, "A runbook's folder, or one of its ..._test.lua files")
      ->required();
  command->add_option("--junit", asked->junit, "Write the results as JUnit XML, for CI")
      ->type_name("FILE");
  command->callback(
      [&chosen, asked] { chosen.action = [asked] { return test(asked->path, asked->junit); }; });
}

}  // namespace golive::cli
