// audit verify: whether a log is the one that was written. audit export, audit key: a log as one
// signed file, and by which key.
#include <fmt/core.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "api/audit_export.h"
#include "api/cli/families.h"
#include "api/cli/output.h"
#include "api/cli/terminal.h"
#include "api/run_log.h"
#include "api/signing_key.h"
#include "api/whole_log.h"
#include "core/chain.h"
#include "store/event_count.h"
#include "store/sqlite_reader.h"
#include "verify/digest.h"
#include "verify/judge.h"

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
  // The plan's text is kept under the hash that its first event names, and so is each amended one.
  std::vector<std::string> texts{run.run().plan->hash};
  for (const Amendment& each : run.run().amendments) texts.push_back(each.plan->hash);
  for (const std::string& hash : texts)
    if (const auto text = reader.text(hash); !text)
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

struct AuditAsked {
  std::string log, file, key_file, pinned;
};

// The judgement of golive-verify, in its words.
int verify_file(const AuditAsked& asked) {
  if (!asked.pinned.empty() && !verify::is_hex(asked.pinned, 64))
    return failed({ErrorKind::invalid, "a fingerprint has 64 hex digits", "--key " + asked.pinned,
                   "golive audit key prints the one of a data directory"});
  std::ifstream file(asked.log, std::ios::binary);
  const auto read = [&](char* to, std::size_t most) {
    file.read(to, static_cast<std::streamsize>(most));
    return static_cast<std::size_t>(file.gcount());
  };
  const auto judgement = verify::judge(read, asked.pinned);
  const auto text = verify::to_text(judgement, asked.log, !asked.pinned.empty());
  if (judgement.verdict == verify::Verdict::holds) return hand_out({}, text);
  fmt::print(stderr, "golive: {}", text);
  return judgement.verdict == verify::Verdict::refuted ? exit_no : exit_wrong_use;
}

// --key-file, else GOLIVE_AUDIT_KEY, else beside the data.
Result<SigningKey> signing_key(const Invocation& invocation, const AuditAsked& asked) {
  const auto dir = DataDir::find(data_path(invocation));
  if (!dir) return tl::unexpected<Error>(dir.error());
  return SigningKey::open_or_make(asked.key_file.empty() ? dir->path() / "audit_key.pem"
                                                         : std::filesystem::path(asked.key_file));
}

int tell_key(const Invocation& invocation, const AuditAsked& asked) {
  const auto key = signing_key(invocation, asked);
  if (!key) return failed(key.error());
  return done(fmt::format("public key   {}\nfingerprint  {}", key->public_key(),
                          verify::fingerprint(key->public_key())));
}

int export_log(const Invocation& invocation, const AuditAsked& asked) {
  const auto reader = open_logs(invocation);
  if (!reader) return failed(reader.error());
  const auto key = signing_key(invocation, asked);
  if (!key) return failed(key.error());
  const auto evidence = data_path(invocation) / "evidence";
  const auto bytes = audit_export(**reader, asked.log, evidence, *key);
  if (bytes) return hand_out(asked.file, *bytes);
  const int code = failed(bytes.error());
  return bytes.error().kind == ErrorKind::conflict ? exit_no : code;
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
  const auto asked = std::make_shared<AuditAsked>();
  auto* verifying =
      audit->add_subcommand("verify", "Find a changed, removed, added or reordered event");
  verifying
      ->add_option("RUN", asked->log,
                   "The run's id; \"site\" for the log of people and tokens; or an export's file")
      ->required();
  verifying->add_option("--key", asked->pinned, "The fingerprint that a file's key must have");
  verifying->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] {
      std::error_code ignored;
      const bool is_file = std::filesystem::is_regular_file(asked->log, ignored);
      if (is_file) return verify_file(*asked);
      if (asked->pinned.empty()) return verify_log(chosen, asked->log);
      return failed({ErrorKind::invalid, "--key is for an export, and there is no such file",
                     asked->log, "golive audit export makes one"});
    };
  });
  const auto add_key_file = [&](CLI::App* command) {
    command->add_option("--key-file", asked->key_file, "The signing key, kept elsewhere")
        ->envname("GOLIVE_AUDIT_KEY");
  };
  auto* exporting = audit->add_subcommand("export", "A log and its evidence as one signed file");
  exporting->add_option("RUN", asked->log, "The run's id, or \"site\"")->required();
  exporting->add_option("-o", asked->file, "Into this file instead of the terminal");
  add_key_file(exporting);
  exporting->callback([&chosen, asked] {
    chosen.action = [&chosen, asked] { return export_log(chosen, *asked); };
  });
  auto* key = audit->add_subcommand("key", "The public key of what is signed, and its fingerprint");
  add_key_file(key);
  key->callback(
      [&chosen, asked] { chosen.action = [&chosen, asked] { return tell_key(chosen, *asked); }; });
}

}  // namespace golive::cli
