// audit verify: whether a log is the one that was written.
#include <fmt/core.h>
#include <CLI/CLI.hpp>

#include "api/cli/families.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "api/whole_log.h"
#include "core/chain.h"
#include "store/event_count.h"
#include "store/sqlite_reader.h"

namespace golive::cli {
namespace {

// The chain, event by event; then that the events still tell a run.
Result<std::size_t> verify(LogReader& reader, const std::string& log) {
  const auto records = read_whole_log(reader, log);
  if (!records) return tl::unexpected<Error>(records.error());
  if (const auto chained = verify_chain(log, *records); !chained)
    return tl::unexpected<Error>(chained.error());
  if (log == site_log) return records->size();
  RunLog run(log);
  if (const auto folded = run.read_on(reader); !folded)
    return tl::unexpected<Error>(folded.error());
  // The plan's text is kept under the hash that its first event names.
  if (const auto text = reader.text(run.run().plan->hash); !text)
    return fail(ErrorKind::conflict, text.error().what, log + ", the runbook's text",
                text.error().way_out);
  return records->size();
}

// A chain whose end was cut off still holds: the count beside the database tells.
Result<void> check_count(const Invocation& invocation) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  const auto counted = EventCount::counted(dir->database());
  if (!counted) return tl::unexpected<Error>(counted.error());
  const auto reader = SqliteReader::open(dir->database());
  if (!reader) return tl::unexpected<Error>(reader.error());
  return (*reader)->check_all_kept(*counted);
}

int verify_log(const Invocation& invocation, const std::string& log) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  auto count = verify(**reader, log);
  if (count)
    if (const auto whole = check_count(invocation); !whole) count = tl::unexpected(whole.error());
  if (count) return done(fmt::format("{}: {} events, the chain holds.", log, *count));
  const int code = failed(count.error());
  const auto kind = count.error().kind;
  // A log that was tampered with is a no, however it shows.
  return kind == ErrorKind::invalid || kind == ErrorKind::conflict ? exit_no : code;
}

}  // namespace

void add_auditing(CLI::App& app, Invocation& chosen) {
  auto* audit = app.add_subcommand("audit", "The log of a run as evidence");
  audit->require_subcommand(1);
  const auto log = std::make_shared<std::string>();
  auto* command =
      audit->add_subcommand("verify", "Find a changed, removed, added or reordered event");
  command->add_option("RUN", *log, "The run's id; \"site\" for the log of people and tokens")
      ->required();
  command->callback(
      [&chosen, log] { chosen.action = [&chosen, log] { return verify_log(chosen, *log); }; });
}

}  // namespace golive::cli
