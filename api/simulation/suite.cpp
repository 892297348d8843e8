#include "api/simulation/suite.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "api/new_run.h"
#include "api/runbook_folder.h"
#include "api/simulation/runbook_stage.h"
#include "base/limits.h"
#include "lua/test_file.h"

namespace golive {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view test_ending = "_test.lua";
constexpr std::size_t told_lines = 20;  // of the timeline of a test that failed

struct Suite {
  RunbookText text;  // with the tests' files
  LoadedRunbook runbook;
  std::vector<std::string> files;  // of tests
  fs::path folder;
};

struct Planned {
  std::string file;
  std::size_t number = 0;  // in its file
  RunbookTest test;
};

Result<fs::path> runbook_of(const fs::path& test_file) {
  std::error_code error;
  const auto real = fs::canonical(test_file, error);
  std::error_code ignored;  // that there is none is no error
  for (auto folder = real.parent_path(); !error && folder != folder.parent_path();
       folder = folder.parent_path())
    if (fs::is_regular_file(folder / "runbook.lua", ignored)) return folder;
  return fail(ErrorKind::unloadable, "no folder above this file has a runbook.lua",
              test_file.string(), "a test stands in its runbook's folder, or in one below it");
}

Result<Suite> load_suite(const fs::path& path) {
  const bool one_file = path.string().ends_with(test_ending);
  const auto runbook = one_file ? runbook_of(path) : Result<fs::path>(path);
  if (!runbook) return tl::unexpected<Error>(runbook.error());
  auto folder = read_runbook(*runbook);
  if (!folder) return tl::unexpected<Error>(folder.error());
  auto loaded = load_runbook(*runbook);
  if (!loaded) return tl::unexpected<Error>(loaded.error());
  Suite suite{std::move(folder->text), std::move(*loaded), {}, *runbook};
  std::error_code error;
  const auto wanted = fs::canonical(path, error).lexically_relative(folder->folder);
  for (const auto& [file, text] : suite.text.files)
    if (file.ends_with(test_ending) && (!one_file || file == wanted.generic_string()))
      suite.files.push_back(file);
  if (suite.files.empty())
    return fail(ErrorKind::unloadable, "there is no test", path.string(),
                "tests stand in files that end in _test.lua, in the runbook's folder");
  return suite;
}

RunbookText text_for(const Suite& suite, const std::string& file) {
  RunbookText text = suite.text;
  text.main = file;
  return text;
}

Result<std::vector<Planned>> planned_tests(const Suite& suite) {
  std::vector<Planned> planned;
  for (const auto& file : suite.files) {
    auto tests = list_tests(text_for(suite, file));
    if (!tests) {
      tests.error().place = (suite.folder / tests.error().place).string();
      return tl::unexpected<Error>(tests.error());
    }
    if (tests->empty())
      return fail(ErrorKind::unloadable, "there is no test in it", (suite.folder / file).string(),
                  "write test \"...\" { play = function(day) ... end } into it");
    for (std::size_t number = 0; number < tests->size(); ++number)
      planned.push_back({file, number, std::move((*tests)[number])});
  }
  return planned;
}

std::optional<Error> play(const Suite& suite, const Planned& planned, std::string& timeline) {
  const RunbookTest& test = planned.test;
  if (test.j.empty())
    return Error{ErrorKind::invalid, "it has no J", test.place, "add j = \"2027-01-15\""};
  const auto date = parse_date(test.j);
  if (!date) return Error{ErrorKind::invalid, date.error().what, test.place, {}};
  auto resolved = timeline_of(suite.runbook.plan, *date);
  if (!resolved) return resolved.error();
  RunbookStage stage(suite.runbook, std::move(*resolved), test.environment);
  auto failure = play_test(text_for(suite, planned.file), planned.number, stage);
  if (failure) timeline = stage.timeline(told_lines);
  return failure;
}

TestResult result_of(const Suite& suite, const Planned& planned) {
  const auto begin = std::chrono::steady_clock::now();
  TestResult result{planned.file, planned.test.name};
  std::string timeline;
  if (const auto failure = play(suite, planned, timeline)) {
    Error told = *failure;
    if (told.place.empty()) told.place = planned.test.place;
    result.failure = to_line(told);
    result.details = result.failure + "\n" + timeline;
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace

Result<std::vector<TestResult>> play_suite(const fs::path& path) {
  const auto suite = load_suite(path);
  if (!suite) return tl::unexpected<Error>(suite.error());
  const auto planned = planned_tests(*suite);
  if (!planned) return tl::unexpected<Error>(planned.error());
  std::vector<TestResult> results(planned->size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t test = next++; test < results.size(); test = next++)
      results[test] = result_of(*suite, (*planned)[test]);
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t count = 1; count < std::min(limits::simulation_threads, results.size());
         ++count)
      threads.emplace_back(work);
    work();
  }
  return results;
}

}  // namespace golive
